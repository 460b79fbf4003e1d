"""The mood encoder's architecture in PyTorch, with random weights, on the batches that MlNetMoodRec makes.

Reads from standard input one line "layers width heads feed_forward vocabulary positions threads" and then a line
"texts length" for each batch; prints the seconds that all batches took, the median of three rounds.
"""
import statistics
import sys
import time

import torch


class Layer(torch.nn.Module):
    def __init__(self, width, heads, feed_forward):
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.out = (torch.nn.Linear(width, width) for _ in range(4))
        self.wide, self.narrow = torch.nn.Linear(width, feed_forward), torch.nn.Linear(feed_forward, width)
        self.norm1, self.norm2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)

    def forward(self, x, blocked):
        texts, length, width = x.shape

        def split(y):
            return y.view(texts, length, self.heads, width // self.heads).transpose(1, 2)

        scores = split(self.q(x)) @ split(self.k(x)).transpose(2, 3) / (width // self.heads) ** 0.5 + blocked
        context = (scores.softmax(-1) @ split(self.v(x))).transpose(1, 2).reshape(texts, length, width)
        x = self.norm1(x + self.out(context))
        return self.norm2(x + self.narrow(torch.nn.functional.gelu(self.wide(x))))


class Encoder(torch.nn.Module):
    def __init__(self, layers, width, heads, feed_forward, vocabulary, positions):
        super().__init__()
        self.words, self.places = torch.nn.Embedding(vocabulary, width), torch.nn.Embedding(positions, width)
        self.norm = torch.nn.LayerNorm(width)
        self.layers = torch.nn.ModuleList(Layer(width, heads, feed_forward) for _ in range(layers))
        self.sentiment, self.head = torch.nn.Linear(width, 512), torch.nn.Linear(512, 60)

    def forward(self, ids, mask):
        x = self.norm(self.words(ids) + self.places(torch.arange(ids.shape[1])))
        blocked = ((1 - mask) * -1e9)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, blocked)
        pooled = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        return self.head(torch.tanh(self.sentiment(pooled)))


def main():
    layers, width, heads, feed_forward, vocabulary, positions, threads = map(int, sys.stdin.readline().split())
    shapes = [tuple(map(int, line.split())) for line in sys.stdin]
    torch.set_num_threads(threads)
    model = Encoder(layers, width, heads, feed_forward, vocabulary, positions).eval()
    batches = [(torch.randint(vocabulary, shape), torch.ones(shape)) for shape in shapes]
    rounds = []
    with torch.inference_mode():
        for _ in range(4):  # The first one warms up.
            start = time.perf_counter()
            for ids, mask in batches:
                model(ids, mask)
            rounds.append(time.perf_counter() - start)
    print(statistics.median(rounds[1:]))


main()
