"""`measure` on the command line."""


def test_measure_gives_samples_environment_and_comparisons(ask_json):
    found = ask_json("measure", "block/conv:out=2", "block/conv:out=200", "--size", "3x32x32", "--seconds", "0.05")
    assert list(found) == ["environment", "results", "comparisons", "failures"]
    assert set(found["environment"]) > {"cpu", "threads", "os", "python", "torch", "onnxruntime", "date", "machine"}
    small, large = found["results"]
    assert list(small)[:10] == "model runtime threads input p50_s p90_s min_s first_s n samples_s".split()
    assert small["n"] == len(small["samples_s"]) >= 50
    assert small["min_s"] == min(small["samples_s"]) < large["min_s"]
    assert (small["runtime"], small["threads"], small["input"]) == ("eager", 1, [3, 32, 32])
    (comparison,) = found["comparisons"]
    assert list(comparison) == ["a", "b", "runtime", "ratio", "low", "high", "verdict"]
    assert (comparison["a"], comparison["b"]) == ("block/conv:out=2", "block/conv:out=200")
    assert comparison["verdict"] == "faster"


def test_measure_names_units_machine_and_convention(ask):
    text = ask("measure", "block/relu", "--seconds", "0.01", "--threads", "2", "--runtime", "eager")
    for word in ("p50 (ms)", "p90 (ms)", "first (ms)", "Others' load (cores)", "CPU", "onnxruntime", "fp32"):
        assert word in text


def test_measure_compares_models_of_a_runtime_and_the_runtimes_of_a_model(ask_json):
    models, runtimes = ("block/conv:out=2", "block/conv:out=100"), ("eager", "onnxruntime")
    both = ("--runtime", "eager", "--runtime", "onnxruntime", "--batch", "2")
    found = ask_json("measure", *models, *both, "--size", "3x16x16", "--seconds", "0.01")
    assert [(each["model"], each["runtime"]) for each in found["results"]] == [
        (model, runtime) for runtime in runtimes for model in models
    ]
    assert {each["batch"] for each in found["results"]} == {2}
    assert {(each["a"], each["b"], each["runtime"]) for each in found["comparisons"]} == {
        (*models, "eager"),
        (*models, "onnxruntime"),
        *((model, model, "eager / onnxruntime") for model in models),
    }


def test_measure_keeps_the_figures_of_one_runtime_where_the_other_fails(ask_json):
    both = ("--runtime", "onnxruntime", "--runtime", "eager", "--layout", "channels_last")
    found = ask_json("measure", "block/conv", *both, "--seconds", "0.01")
    (result,), (failure,) = found["results"], found["failures"]
    assert (result["runtime"], failure["runtime"]) == ("eager", "onnxruntime")
    assert "layout" in failure["reason"]
