"""The encoder in PyTorch: a BERT of 12 layers as `e5-small-ar/config.json` describes it, and one linear layer of heads.

Written out rather than taken from a library because half the time of a library's training step on a CPU went into
casts, random masks and attention in single precision.
"""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from training.labels import WIDTH

HIDDEN, LAYERS, ATTENDING, INNER, LONGEST, EPSILON = 384, 12, 12, 1536, 512, 1e-12


class Dropout(nn.Module):
    """Dropout whose masks are cut from one pool of random bits: drawing them anew cost a tenth of a step."""

    pool: Tensor

    def __init__(self, rate: float, size: int = 1 << 23) -> None:
        super().__init__()
        self.size = size
        self.register_buffer("pool", torch.empty(0), persistent=False)
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """`x` with a share of its numbers dropped, in training only."""
        if not self.training or self.rate == 0:
            return x
        if self.pool.numel() == 0:
            self.pool = (torch.rand(self.size) >= self.rate).to(torch.bfloat16) / (1 - self.rate)
        at = int(torch.randint(0, self.size - x.numel(), ()).item())
        return x * self.pool[at : at + x.numel()].view_as(x)


class Layer(nn.Module):
    """One layer: attention, then the feed-forward part, each added and normalised (post-norm)."""

    def __init__(self, dropout: Dropout) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, EPSILON)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, EPSILON)
        self.dropout = dropout

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` is (batch, pieces, hidden); `bias` is 0 where a piece may be attended to and very low where not."""
        batch, length, _ = x.shape
        qkv = self.qkv(x).view(batch, length, 3, ATTENDING, HIDDEN // ATTENDING).permute(2, 0, 3, 1, 4)
        q, k, v = qkv.unbind(0)
        with torch.autocast("cpu", enabled=False):
            weights = torch.softmax(q @ (k * (HIDDEN // ATTENDING) ** -0.5).transpose(-1, -2) + bias.to(q.dtype), -1)
            context = (weights @ v).transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.norm1(x + self.dropout(self.out(context)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Network(nn.Module):
    """Pieces in, label scores of all heads and last hidden states out."""

    def __init__(self, vocabulary: int, dropout: float = 0.1, width: int = WIDTH) -> None:
        super().__init__()
        self.dropout = Dropout(dropout)
        self.words = nn.Embedding(vocabulary, HIDDEN, padding_idx=1)
        self.positions = nn.Embedding(LONGEST, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, EPSILON)
        self.layers = nn.ModuleList(Layer(self.dropout) for _ in range(LAYERS))
        self.heads = nn.Linear(HIDDEN, width)

    def forward(self, pieces: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """`pieces` and `mask` are (batch, length); returns (batch, length, width) and (batch, length, hidden)."""
        x = self.words(pieces) + self.positions(torch.arange(pieces.shape[1]))
        x = self.norm(x)
        if torch.is_autocast_enabled("cpu"):
            x = x.to(torch.bfloat16)
        x = self.dropout(x)
        bias = (1.0 - mask[:, None, None, :].to(torch.float32)) * -30000.0
        for layer in self.layers:
            x = layer(x, bias)
        with torch.autocast("cpu", enabled=False):
            x = x.to(torch.float32)
            return self.heads(x), x


def load_pretrained(folder: Path, dropout: float = 0.1) -> Network:
    """The network with the weights of a Hugging Face BERT folder; the heads are new."""
    weights = {k.removeprefix("bert."): v.float() for k, v in load_file(folder / "model.safetensors").items()}
    network = Network(weights["embeddings.word_embeddings.weight"].shape[0], dropout)
    state = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        # every piece is of segment 0: its vector is added to the positions once and for all
        "positions.weight": weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    parts = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for at in range(LAYERS):
        for kind in ("weight", "bias"):
            prefix = f"encoder.layer.{at}."
            state[f"layers.{at}.qkv.{kind}"] = torch.cat(
                [weights[f"{prefix}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            )
            for ours, theirs in parts.items():
                state[f"layers.{at}.{ours}.{kind}"] = weights[f"{prefix}{theirs}.{kind}"]
    missing, unknown = network.load_state_dict(state, strict=False)
    if unknown or set(missing) != {"heads.weight", "heads.bias"}:
        raise ValueError(f"weights do not fit: missing {missing}, unknown {unknown}")
    return network
