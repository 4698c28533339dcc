import subprocess
import sys

ASKED = """
import sys, modelzoo.cli, app.__main__, app.session
print(sorted({"matplotlib", "reportlab", "pypdf"} & set(sys.modules)))
"""


def test_the_libraries_of_pictures_and_pages_are_loaded_only_for_a_report():
    done = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
