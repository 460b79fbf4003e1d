using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// DistilBERT (Sanh et al. 2019): BERT without token types, with layer normalisation after each block, GELU and
/// learned positions. Its parameters have the names of the Hugging Face checkpoints, below the prefix "distilbert".
/// </summary>
internal sealed class DistilBert : nn.Module
{
    internal const double LayerNormEpsilon = 1e-12;

    private readonly DistilBertConfig _config;
    private readonly Embedding _words;
    private readonly Embedding _positions;
    private readonly LayerNorm _norm;
    private readonly Layer[] _layers;

    public DistilBert(DistilBertConfig config)
        : base(nameof(DistilBert))
    {
        _config = config;
        var embeddings = new Group(
            ("word_embeddings", _words = nn.Embedding(config.VocabularySize, config.Width)),
            ("position_embeddings", _positions = nn.Embedding(config.MaxPositions, config.Width)),
            ("LayerNorm", _norm = nn.LayerNorm(config.Width, LayerNormEpsilon)));
        _layers = [.. Enumerable.Range(0, config.Layers).Select(_ => new Layer(config))];
        register_module("embeddings", embeddings);
        register_module("transformer", new Group(
            ("layer", new Group([.. _layers.Select((layer, i) => (i.ToString(System.Globalization.CultureInfo.InvariantCulture), (nn.Module)layer))]))));
    }

    /// <summary>[vocabulary, width].</summary>
    public Tensor WordEmbeddings => _words.weight!;

    /// <summary>The hidden states [batch, length, width] of token ids and their mask (1 for a token), both [batch, length].</summary>
    public Tensor Encode(Tensor ids, Tensor mask, Dropout dropout)
    {
        using Tensor positions = arange(ids.shape[1], dtype: ScalarType.Int64, device: ids.device);
        Tensor hidden = _norm.forward(_words.forward(ids) + _positions.forward(positions));
        hidden = dropout.Apply(hidden, _config.Dropout);
        Tensor blocked = (1 - mask).to(ScalarType.Float32).mul_(-1e9).view(ids.shape[0], 1, 1, ids.shape[1]);
        foreach (Layer layer in _layers)
        {
            hidden = layer.Apply(hidden, blocked, dropout);
        }

        return hidden;
    }

    /// <summary>Modules under names that no field may have.</summary>
    private sealed class Group : nn.Module
    {
        public Group(params (string Name, nn.Module Module)[] modules)
            : base(nameof(Group))
        {
            foreach ((string name, nn.Module module) in modules)
            {
                register_module(name, module);
            }
        }
    }

    private sealed class Layer : nn.Module
    {
        private readonly DistilBertConfig _config;
        private readonly Linear _query;
        private readonly Linear _key;
        private readonly Linear _value;
        private readonly Linear _output;
        private readonly LayerNorm _attentionNorm;
        private readonly Linear _widen;
        private readonly Linear _narrow;
        private readonly LayerNorm _outputNorm;

        public Layer(DistilBertConfig config)
            : base(nameof(Layer))
        {
            _config = config;
            int width = config.Width;
            register_module("attention", new Group(
                ("q_lin", _query = nn.Linear(width, width)),
                ("k_lin", _key = nn.Linear(width, width)),
                ("v_lin", _value = nn.Linear(width, width)),
                ("out_lin", _output = nn.Linear(width, width))));
            register_module("sa_layer_norm", _attentionNorm = nn.LayerNorm(width, LayerNormEpsilon));
            register_module("ffn", new Group(
                ("lin1", _widen = nn.Linear(width, config.FeedForwardWidth)),
                ("lin2", _narrow = nn.Linear(config.FeedForwardWidth, width))));
            register_module("output_layer_norm", _outputNorm = nn.LayerNorm(width, LayerNormEpsilon));
        }

        public Tensor Apply(Tensor hidden, Tensor blocked, Dropout dropout)
        {
            Tensor attended = _attentionNorm.forward(Attend(hidden, blocked, dropout) + hidden);
            Tensor fed = _narrow.forward(nn.functional.gelu(_widen.forward(attended)));
            return _outputNorm.forward(dropout.Apply(fed, _config.Dropout) + attended);
        }

        private Tensor Attend(Tensor hidden, Tensor blocked, Dropout dropout)
        {
            Tensor scores = matmul(Split(_query, hidden) / Math.Sqrt(_config.Width / _config.Heads), Split(_key, hidden).transpose(2, 3));
            Tensor weights = dropout.Apply(nn.functional.softmax(scores + blocked, -1), _config.AttentionDropout);
            Tensor context = matmul(weights, Split(_value, hidden)).transpose(1, 2).reshape(hidden.shape);
            return _output.forward(context);
        }

        /// <summary>[batch, length, width] -> [batch, heads, length, width / heads].</summary>
        private Tensor Split(Linear linear, Tensor hidden) =>
            linear.forward(hidden).view(hidden.shape[0], hidden.shape[1], _config.Heads, -1).transpose(1, 2);
    }
}
