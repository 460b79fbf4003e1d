using MlNetMoodRec.Mood;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder.Import;

/// <summary>
/// A DistilBERT, with a head for classification where there are labels. Its parameters have the names of the Hugging
/// Face checkpoints. The sentiment embedding is the mean of the hidden states over the tokens, times
/// <see cref="Projection"/>.
/// </summary>
internal sealed class CheckpointModule : nn.Module
{
    private const int ProjectionSeed = 1;

    private readonly DistilBert _distilBert;
    private readonly Linear? _preClassifier;
    private readonly Linear? _classifier;

    public CheckpointModule(DistilBertConfig config, int? labels)
        : base(nameof(CheckpointModule))
    {
        Config = config;
        register_module("distilbert", _distilBert = new DistilBert(config));
        if (labels is { } count)
        {
            register_module("pre_classifier", _preClassifier = nn.Linear(config.Width, config.Width));
            register_module("classifier", _classifier = nn.Linear(config.Width, count));
        }

        Projection = CreateProjection(config.Width);
    }

    public DistilBertConfig Config { get; }

    public bool HasClassifier => _classifier is not null;

    /// <summary>
    /// From the pooled hidden state to the embedding, [width, 512]. A wider state is turned by a random orthogonal matrix
    /// and cut: every direction of it counts alike, and none of the few dimensions that are large in every text is kept
    /// or lost as a whole. A narrower one is followed by zeros.
    /// </summary>
    public Tensor Projection { get; }

    /// <summary>The sentiment embeddings [batch, 512] and the logits [batch, labels], null without a classifier.</summary>
    public (Tensor Embedding, Tensor? Logits) Read(Tensor ids, Tensor mask)
    {
        Tensor hidden = _distilBert.Encode(ids, mask, Dropout.None);
        Tensor share = mask.to(ScalarType.Float32).unsqueeze(2);
        Tensor pooled = (hidden * share).sum(1) / share.sum(1).clamp_min(1);
        Tensor? logits = _classifier?.forward(nn.functional.relu(_preClassifier!.forward(hidden.select(1, 0))));
        return (matmul(pooled, Projection), logits);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Projection.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>The <see cref="Projection"/> of a hidden state of a width.</summary>
    public static Tensor CreateProjection(int width)
    {
        using var scope = NewDisposeScope();
        if (width <= MoodColumns.EmbeddingSize)
        {
            return eye(width, MoodColumns.EmbeddingSize).MoveToOuterDisposeScope();
        }

        using var generator = new Generator(ProjectionSeed, CPU);
        Tensor random = randn(width, MoodColumns.EmbeddingSize, dtype: ScalarType.Float64, generator: generator);
        (Tensor q, Tensor r) = linalg.qr(random);

        // The factorisation leaves the signs open.
        return (q * r.diagonal().sign()).to(ScalarType.Float32).contiguous().MoveToOuterDisposeScope();
    }
}
