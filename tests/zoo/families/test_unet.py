"""U-Net as its paper draws it, and as public code has it."""

import pytest
import torch
from torch import nn

from modelzoo.errors import BuildError, ShapeError
from modelzoo.zoo import open_model
from tests.zoo.asking import cost_of, module_of, probe_of, shapes_of
from tests.zoo.carrying import assert_same_outputs

FIGURE_1 = {
    "down1": (64, 568, 568),
    "down2": (128, 280, 280),
    "down3": (256, 136, 136),
    "down4": (512, 64, 64),
    "bottom": (1024, 28, 28),
    "enlarge4": (512, 56, 56),
    "join4": (1024, 56, 56),
    "up4": (512, 52, 52),
    "join3": (512, 104, 104),
    "up3": (256, 100, 100),
    "join2": (256, 200, 200),
    "up2": (128, 196, 196),
    "join1": (128, 392, 392),
    "up1": (64, 388, 388),
    "head": (2, 388, 388),
}


def test_the_paper_s_network_has_the_channels_and_sizes_of_figure_1():
    shapes = shapes_of("U-Net (paper)")
    assert FIGURE_1.items() <= shapes.items()


def test_the_paper_s_network_costs_what_its_layers_add_up_to():
    """Every 3x3 convolution, 2x2 up-convolution and the last 1x1 one of figure 1, multiplied out by hand."""
    sides = {64: (570, 568), 128: (282, 280), 256: (138, 136), 512: (66, 64), 1024: (30, 28)}
    down = sum(
        9 * out * (first**2 * (out // 2 if out > 64 else 1) + second**2 * out) for out, (first, second) in sides.items()
    )
    back = {512: (28, 54, 52), 256: (52, 102, 100), 128: (100, 198, 196), 64: (196, 390, 388)}
    up = sum(
        4 * low**2 * 2 * out * out + 9 * out * (first**2 * 2 * out + second**2 * out)
        for out, (low, first, second) in back.items()
    )
    found = cost_of("U-Net (paper)")
    assert found.macs == down + up + 388**2 * 64 * 2
    assert (f"{found.macs / 1e9:.2f}", f"{found.mult_adds / 1e9:.2f}") == ("150.43", "167.46")
    assert found.parameters == 31_030_658


def test_it_has_the_paper_s_23_convolutions():
    paper = open_model("U-Net (paper)")
    blocks = [node.block for node in paper.graph]
    assert 2 * blocks.count("double_conv") + blocks.count("transposed_conv") + blocks.count("conv") == 23


def test_the_skips_are_wires_to_what_joins_them():
    graph = open_model("U-Net baseline (padded, BN)").graph
    assert [graph[f"join{level}"].inputs for level in (1, 4)] == [("down1", "enlarge1"), ("down4", "enlarge4")]


def test_the_bilinear_form_has_the_parameters_of_public_code():
    """milesial/Pytorch-UNet, bilinear=True, for two classes."""
    assert cost_of("U-Net (bilinear):outputs=2").parameters == 17_263_042


class Written(nn.Module):
    """A small plain U-Net written out level by level, nothing shared with the zoo."""

    def __init__(self):
        super().__init__()
        self.down1, self.down2, self.bottom = self.twice(3, 6), self.twice(6, 12), self.twice(12, 24)
        self.enlarge2, self.up2 = nn.ConvTranspose2d(24, 12, 2, 2), self.twice(24, 12)
        self.enlarge1, self.up1 = nn.ConvTranspose2d(12, 6, 2, 2), self.twice(12, 6)
        self.head = nn.Conv2d(6, 2, 1)

    def twice(self, channels, out):
        one = [nn.Conv2d(channels, out, 3, padding=1, bias=False), nn.BatchNorm2d(out), nn.ReLU()]
        return nn.Sequential(*one, nn.Conv2d(out, out, 3, padding=1, bias=False), nn.BatchNorm2d(out), nn.ReLU())

    def forward(self, x):
        first = self.down1(x)
        second = self.down2(nn.functional.max_pool2d(first, 2))
        x = self.enlarge2(self.bottom(nn.functional.max_pool2d(second, 2)))
        x = self.enlarge1(self.up2(torch.cat([second, self._fit(x, second)], 1)))
        return self.head(self.up1(torch.cat([first, self._fit(x, first)], 1)))

    def _fit(self, x, like):
        height, width = like.shape[2] - x.shape[2], like.shape[3] - x.shape[3]
        sides = (width // 2, width - width // 2, height // 2, height - height // 2)
        return nn.functional.pad(x, sides)


def test_it_makes_what_the_same_network_written_out_makes():
    assert_same_outputs(Written(), "unet:base=6,depth=2,outputs=2", 32, 48)
    assert_same_outputs(Written(), "unet:base=6,depth=2,outputs=2,any_size=yes", 37, 64)


def test_a_size_that_cannot_be_halved_so_often_names_the_join_that_fails_unless_it_is_padded():
    with pytest.raises(
        BuildError, match="join2: concat cannot take 8x48x65 and 8x48x64: all inputs need the same height and width"
    ):
        cost_of("unet:base=4", "97x131")
    assert shapes_of("unet:base=4,any_size=yes", "97x131")["head"] == (1, 97, 131)


def test_padding_like_another_puts_the_odd_row_and_column_last():
    shapes = ((1, 1, 2, 2), (1, 7, 5, 4))
    made = module_of("pad_like", *shapes)(torch.ones(shapes[0]), torch.rand(shapes[1]))
    assert made.tolist() == [[[[0, 0, 0, 0], [0, 1, 1, 0], [0, 1, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]]]]


def test_padding_cannot_make_a_picture_smaller():
    with pytest.raises(ShapeError, match="3x9x8 is larger than the size to pad it to"):
        probe_of("pad_like", (1, 3, 9, 8), (1, 3, 8, 8))
