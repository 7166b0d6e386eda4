"""One training run: `python -m training.train --seed 1 --epochs 6 --out …`. README.md has the whole recipe."""

from __future__ import annotations

import argparse
import copy
import math
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor

from khabar.encoder import spans_of
from training import corpora, score
from training.augment import Swapper
from training.labels import HEADS, offset
from training.network import LAYERS, Network, load_pretrained
from training.roles import role_masks
from training.windows import Batch, Encoded, batches, encode, pack, tensors

START = corpora.SHARED / "models" / "e5-small-ar"
WINDOW = 192  # pieces a window, in training and at run time
READING = 6144  # pieces a batch when predicting, padding included

Scores = list[npt.NDArray[np.float32]]


def loss_of(scores: Tensor, batch: Batch, weights: Sequence[float]) -> Tensor:
    """Mean over supervised tokens of each head's loss, heads weighted.

    A permitted set costs minus the log of its summed probability, a teacher's distribution its cross-entropy.
    """
    found = scores[batch.where[:, 0], batch.where[:, 1]]
    total = scores.new_zeros(())
    for number, (head, labels) in enumerate(HEADS.items()):
        part = slice(offset(head), offset(head) + len(labels))
        chance = torch.log_softmax(found[:, part], -1)
        target = batch.target[:, part]
        permitted = -torch.logsumexp(chance + torch.log(target.clamp_min(1e-9)), -1)
        taught = -(target * chance).sum(-1)
        weight = batch.weight[:, number]
        each = torch.where(batch.soft, taught, permitted)
        total = total + weights[number] * (each * weight).sum() / weight.sum().clamp_min(1.0)
    return total


@torch.inference_mode()
def predict(network: Network, items: Sequence[Encoded], window: int = WINDOW) -> Scores:
    """Log-probabilities (tokens, WIDTH) of each sentence, in the order given. No sentence may exceed the window."""
    network.eval()
    found: dict[int, npt.NDArray[np.float32]] = {}
    windows = pack(items, window, None)
    numbers = {id(i): n for n, i in enumerate(items)}
    pending: dict[int, list[npt.NDArray[np.float32]]] = {}
    for group, length in batches(windows, READING, None):
        batch = tensors(group, length)
        with torch.autocast("cpu", torch.bfloat16):
            scores, _ = network(batch.pieces, batch.mask)
        chosen = score.log_softmax(scores[batch.where[:, 0], batch.where[:, 1]].numpy())
        at = 0
        for item in (i for w in group for i in w):
            part = chosen[at : at + len(item.first)]
            at += len(item.first)
            if id(item) in numbers:
                found[numbers[id(item)]] = part
            else:
                pending[id(item)] = [part]
    if pending:
        _join(items, windows, found, pending, numbers)
    return [found[n] for n in range(len(items))]


def _join(
    items: Sequence[Encoded],
    windows: list[list[Encoded]],
    found: dict[int, npt.NDArray[np.float32]],
    pending: dict[int, list[npt.NDArray[np.float32]]],
    numbers: dict[int, int],
) -> None:
    """Put the parts of sentences that were cut back together; windows keep the order of the sentences."""
    missing = iter([n for n in range(len(items)) if n not in found])
    parts: list[npt.NDArray[np.float32]] = []
    number = next(missing)
    for item in (i for w in windows for i in w if id(i) not in numbers):
        parts.append(pending[id(item)][0])
        if sum(map(len, parts)) == len(items[number].first):
            found[number] = np.concatenate(parts)
            parts = []
            number = next(missing, -1)


def groups(network: Network, rate: float, decay: float) -> list[dict[str, object]]:
    """Parameters with their learning rates: lower layers learn less, the heads five times the body."""
    found: list[dict[str, object]] = []
    for name, parameter in network.named_parameters():
        if name.startswith("heads"):
            factor = 5.0
        elif name.startswith("layers."):
            factor = decay ** (LAYERS - 1 - int(name.split(".")[1]))
        else:
            factor = decay**LAYERS
        shrink = 0.01 if parameter.dim() > 1 else 0.0
        found.append({"params": [parameter], "lr": rate * factor, "top": rate * factor, "weight_decay": shrink})
    return found


def train(network: Network, options: argparse.Namespace, feed: Feed) -> Network:
    """Train and return the moving average of the weights."""
    chance = random.Random(options.seed)
    rates = groups(network, options.rate, options.layer_decay)
    optimiser = torch.optim.AdamW(rates, betas=(0.9, 0.98), eps=1e-6, fused=True)
    average = copy.deepcopy(network)
    total, step = 0, 0
    started = time.time()
    for epoch in range(options.epochs):
        network.train()
        windows = feed.windows(epoch, chance)
        steps = list(batches(windows, options.step, chance))
        total = total or len(steps) * options.epochs
        seen = 0.0
        for group, length in steps:
            warm = min(1.0, (step + 1) / (0.1 * total))
            pace = warm * max(0.0, 1 - max(0.0, step / total - 0.1) / 0.9)
            for entry in optimiser.param_groups:
                entry["lr"] = entry["top"] * pace
            batch = tensors(group, length)
            with torch.autocast("cpu", torch.bfloat16):
                scores, _ = network(batch.pieces, batch.mask)
            loss = loss_of(scores, batch, options.weights)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            keep = min(options.average, (step + 1) / (step + 10))
            with torch.no_grad():
                torch._foreach_lerp_(list(average.parameters()), list(network.parameters()), 1 - keep)
            seen += float(loss.detach())
            step += 1
        report = feed.measure(average)
        print(
            f"seed {options.seed} epoch {epoch + 1} loss {seen / len(steps):.3f} steps {len(steps)} "
            f"{time.time() - started:.0f} s cpu {time.process_time():.0f} s | dev {report}",
            flush=True,
        )
    return average


def _with_roles(sentence: corpora.Sentence) -> corpora.Sentence:
    """The sentence with the roles that stand before its people's names."""
    names = [HEADS["names"][mask.bit_length() - 1] for mask in sentence.targets["names"]]
    people = [(a, b) for a, b, kind in spans_of(names) if kind == "person"]
    return replace(sentence, targets=sentence.targets | {"roles": role_masks(sentence.words, people)})


class Feed:
    """The sentences of every epoch and the development set."""

    def __init__(self, tokenizer: Tokenizer, options: argparse.Namespace) -> None:
        self.tokenizer = tokenizer
        self.options = options
        sentences = corpora.anercorp("train")
        if not options.no_apposition:
            sentences = [_with_roles(s) for s in sentences]
        self.gold, self.development = (sentences, []) if options.everything else corpora.split(sentences)
        if options.limit:
            self.gold, self.development = self.gold[: options.limit], self.development[:100]
        self.side = [] if options.no_side else [*corpora.aqmar(), *corpora.wojood()]
        self.side_items = [encode(tokenizer, s) for s in self.side]
        self.side_windows = pack(self.side_items, WINDOW, None)
        random.Random(0).shuffle(self.side_windows)
        self.gold_items = [encode(tokenizer, s) for s in self.gold]
        self.dev_items = [encode(tokenizer, s) for s in self.development]
        self.swapper = Swapper(self.gold) if options.swap else None
        self.silver: list[Encoded] = []

    def windows(self, epoch: int, chance: random.Random) -> list[list[Encoded]]:
        """One epoch: gold (some of its names swapped), half of the side corpora, and this epoch's share of silver."""
        found = pack(self.gold_items, WINDOW, chance)
        if self.swapper:
            found = self._swapped(found, chance)
        found += self.side_windows[epoch % 2 :: 2]
        if self.silver:
            size = math.ceil(len(self.silver) / self.options.epochs)
            found += pack(self.silver[epoch * size : (epoch + 1) * size], WINDOW, chance)
        return found

    def _swapped(self, windows: list[list[Encoded]], chance: random.Random) -> list[list[Encoded]]:
        if self.swapper is None:
            return windows
        numbers = {id(item): at for at, item in enumerate(self.gold_items)}
        found: list[list[Encoded]] = []
        for window in windows:
            known = [numbers.get(id(item)) for item in window]
            if None in known or chance.random() >= self.options.swap:
                found.append(window)
                continue
            sentences = self.swapper.swap([self.gold[n] for n in known if n is not None], chance)
            found += pack([encode(self.tokenizer, s) for s in sentences], WINDOW, None)
        return found

    def measure(self, network: Network) -> str:
        """The development figures of both heads."""
        if not self.development:
            return "none"
        scores = predict(network, self.dev_items)
        names = score.line(score.count(self.development, scores))
        return f"{names} || kinds {score.line(score.count_kinds(self.development, scores))}"


def mean(states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The average of several runs' weights ("soup"): runs from one beginning stay close enough for that."""
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def parser() -> argparse.ArgumentParser:
    """The options of a run."""
    found = argparse.ArgumentParser(description=__doc__)
    found.add_argument("--out", type=Path, required=True, help="where the weights go (.pt)")
    found.add_argument("--start", type=Path, nargs="+", help="weights to start from, averaged; else e5-small-ar")
    found.add_argument("--seed", type=int, default=1)
    found.add_argument("--epochs", type=int, default=6)
    found.add_argument("--step", type=int, default=768, help="pieces a step, padding included")
    found.add_argument("--rate", type=float, default=1.5e-4, help="learning rate of the top layer")
    found.add_argument("--layer-decay", type=float, default=0.95, help="factor of the rate from one layer to the next")
    found.add_argument("--average", type=float, default=0.99, help="decay of the moving average of the weights")
    found.add_argument("--dropout", type=float, default=0.1)
    found.add_argument("--swap", type=float, default=0.3, help="share of windows whose names are swapped")
    found.add_argument("--weights", type=float, nargs=3, default=(1.0, 0.5, 0.2), help="of names, kinds, roles")
    found.add_argument("--silver", type=Path, help="news with a teacher's probabilities, from training.silver")
    found.add_argument("--silver-heads", nargs="+", default=list(HEADS), help="heads that silver supervises")
    found.add_argument("--no-apposition", action="store_true", help="no roles from offices before people's names")
    found.add_argument("--no-side", action="store_true", help="without AQMAR and Wojood")
    found.add_argument("--everything", action="store_true", help="train on the development slices too")
    found.add_argument("--limit", type=int, default=0, help="only so many sentences, to try the code")
    found.add_argument("--threads", type=int, default=1)
    return found


def main() -> None:
    """Run as the options say."""
    options = parser().parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    tokenizer = Tokenizer.from_file(str(START / "tokenizer.json"))
    feed = Feed(tokenizer, options)
    if options.silver:
        from training.silver import load

        feed.silver = load(options.silver, tokenizer, options.silver_heads)
    network = load_pretrained(START, options.dropout)
    if options.start:
        network.load_state_dict(mean([torch.load(path, weights_only=True) for path in options.start]))
    print(vars(options))
    print(f"{len(feed.gold)} gold, {len(feed.side)} side, {len(feed.silver)} silver sentences", flush=True)
    average = train(network, options, feed)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(average.state_dict(), options.out)


if __name__ == "__main__":
    main()
