"""MnasNet's reward: one number for accuracy and latency together, by which its search ranks networks.

Source: Tan et al., MnasNet: Platform-Aware Neural Architecture Search for Mobile, arXiv 1807.11626, eq. 2, with the
soft constraint of eq. 3 in which the exponent is the same on both sides of the target.
"""

import math
from dataclasses import dataclass

FORMULA = "ACC × (LAT / T)^w"
SOURCE = "MnasNet (Tan et al., arXiv 1807.11626), eq. 2, with the soft constraint α = β = w of eq. 3"
PERCENT_FROM = 1.0
"""An accuracy above this is told in percent."""


@dataclass(frozen=True)
class Reward:
    """The latency aimed at (T), in seconds, and the exponent (w); as the paper has them."""

    target: float = 0.075
    exponent: float = -0.07

    def of(self, accuracy: float, latency: float) -> float:
        """The reward of a network; the accuracy as a share of 1 or in percent, the latency in seconds."""
        return share(accuracy) * math.pow(latency / self.target, self.exponent)


def share(accuracy: float) -> float:
    """An accuracy as a share of 1."""
    return accuracy / 100 if accuracy > PERCENT_FROM else accuracy
