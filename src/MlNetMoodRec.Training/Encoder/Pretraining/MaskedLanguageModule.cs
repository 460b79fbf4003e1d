using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// An encoder with DistilBERT's masked-language head: hidden states are transformed and compared with the word embeddings,
/// so that each masked token is guessed from what stands around it.
/// </summary>
internal sealed class MaskedLanguageModule : nn.Module
{
    private const string Bias = "vocab_bias";

    private readonly Linear _transform;
    private readonly LayerNorm _norm;

    public MaskedLanguageModule(DistilBertConfig config, int seed)
        : base(nameof(MaskedLanguageModule))
    {
        Encoder = new MoodEncoderModule(config, seed);
        register_module("encoder", Encoder);
        register_module("vocab_transform", _transform = nn.Linear(config.Width, config.Width));
        register_module("vocab_layer_norm", _norm = nn.LayerNorm(config.Width, DistilBert.LayerNormEpsilon));
        register_parameter(Bias, new Parameter(zeros(config.VocabularySize)));
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var generator = new Generator((ulong)seed, CPU);
        _transform.weight!.normal_(0, 1 / Math.Sqrt(config.Width), generator);
        _transform.bias!.zero_();
    }

    /// <summary>The encoder that is trained.</summary>
    public MoodEncoderModule Encoder { get; }

    /// <summary>The scores of all tokens at some places, [places, vocabulary].</summary>
    /// <param name="ids">Int64 [batch, length].</param>
    /// <param name="mask">Int64 [batch, length]: 1 for a token.</param>
    /// <param name="places">Int64 [places]: positions in the flattened batch.</param>
    /// <param name="dropout">What is dropped.</param>
    public Tensor Guess(Tensor ids, Tensor mask, Tensor places, Dropout dropout)
    {
        Tensor hidden = Encoder.DistilBert.Encode(ids, mask, dropout);
        Tensor asked = hidden.view(-1, hidden.shape[2]).index_select(0, places);
        Tensor transformed = _norm.forward(nn.functional.gelu(_transform.forward(asked)));
        return transformed.matmul(Encoder.DistilBert.WordEmbeddings.t()).add(get_parameter(Bias)!);
    }
}
