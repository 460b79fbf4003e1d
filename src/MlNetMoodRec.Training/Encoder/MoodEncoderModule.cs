using MlNetMoodRec.Mood;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// A DistilBERT whose hidden states are averaged over the tokens and projected to the sentiment embedding, from which
/// one linear layer answers all of <see cref="EncoderHeads"/>.
/// </summary>
internal sealed class MoodEncoderModule : nn.Module
{
    private readonly DistilBert _distilBert;
    private readonly Linear _sentiment;
    private readonly Linear _heads;
    private readonly double _headDropout;

    public MoodEncoderModule(DistilBertConfig config, int seed, double headDropout = 0)
        : base(nameof(MoodEncoderModule))
    {
        config.Validate();
        Config = config;
        _headDropout = headDropout;
        register_module("distilbert", _distilBert = new DistilBert(config));
        register_module("sentiment", _sentiment = nn.Linear(config.Width, MoodColumns.EmbeddingSize));
        register_module("heads", _heads = nn.Linear(MoodColumns.EmbeddingSize, EncoderHeads.Width));
        Initialise(seed);
    }

    public DistilBertConfig Config { get; }

    /// <summary>The network below the pooling.</summary>
    public DistilBert DistilBert => _distilBert;

    /// <summary>The sentiment embeddings [batch, 512] and the outputs of all heads [batch, heads].</summary>
    public (Tensor Embedding, Tensor Outputs) Read(Tensor ids, Tensor mask, Dropout dropout)
    {
        Tensor hidden = _distilBert.Encode(ids, mask, dropout);
        Tensor share = mask.to(ScalarType.Float32);
        share = (share / share.sum(1, keepdim: true).clamp_min(1)).unsqueeze(1);
        Tensor pooled = matmul(share, hidden).squeeze(1);
        Tensor embedding = tanh(_sentiment.forward(pooled));
        return (embedding, _heads.forward(dropout.Apply(embedding, _headDropout)));
    }

    /// <summary>Xavier-uniform matrices, small normal embeddings, zero biases: the same for the same seed.</summary>
    private void Initialise(int seed)
    {
        const double EmbeddingDeviation = 0.05;
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var generator = new Generator((ulong)seed, CPU);
        foreach ((string name, Parameter parameter) in named_parameters())
        {
            if (name.Contains("_embeddings.weight", StringComparison.Ordinal))
            {
                parameter.normal_(0, EmbeddingDeviation, generator);
            }
            else if (parameter.dim() == 2)
            {
                double bound = Math.Sqrt(6.0 / (parameter.shape[0] + parameter.shape[1]));
                parameter.uniform_(-bound, bound, generator);
            }
            else if (name.EndsWith("bias", StringComparison.Ordinal))
            {
                parameter.zero_();
            }
        }
    }
}
