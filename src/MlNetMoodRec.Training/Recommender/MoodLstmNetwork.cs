using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// The network in torch. The state after the last song, the sum of the history's song embeddings over the root of
/// their number, and the projected mood are added up to a query; a song's score is the query times its embedding plus
/// its bias. The embedding of a song is the same at the input and at the output.
/// </summary>
internal sealed class MoodLstmNetwork : Module
{
    private readonly MoodLstmOptions _options;
    private readonly Generator _random;
    private readonly Tensor _genreOfSong;
    private readonly Tensor _features;
    private readonly Parameter _songs;
    private readonly Parameter? _genres;
    private readonly LSTM[] _layers;
    private readonly Parameter _fromState;
    private readonly Parameter _fromSum;
    private readonly Parameter? _moodWeight;
    private readonly Parameter? _moodBias;
    private readonly Parameter? _fromMood;
    private readonly Parameter _bias;

    /// <param name="songs">The catalogue.</param>
    /// <param name="options">The shape.</param>
    /// <param name="songStart">Embeddings to start from, in catalogue order, or null.</param>
    public MoodLstmNetwork(SongIndex songs, MoodLstmOptions options, float[]? songStart)
        : base(nameof(MoodLstmNetwork))
    {
        _options = options;

        // A generator of its own: torch's is one for the process, and other trainings may run beside this one.
        _random = new Generator((ulong)options.Seed);
        _genreOfSong = tensor(songs.Genres);
        _features = tensor(songs.Features, [songs.Ids.Length + 1, songs.FeatureCount]);

        int dimension = options.SongDimension;
        Tensor start = Normal(0.1, songs.Ids.Length + 1, dimension);
        if (songStart is not null)
        {
            start.narrow(0, 1, songs.Ids.Length).copy_(tensor(songStart, [songs.Ids.Length, dimension]));
        }

        start[0].zero_();
        _songs = new Parameter(start);
        _genres = songs.GenreCount > 1 ? new Parameter(Normal(0.1, songs.GenreCount, options.GenreDimension)) : null;
        int width = dimension + (_genres is null ? 0 : options.GenreDimension) + songs.FeatureCount + TrainingBatch.NumberCount;
        _layers = [.. Enumerable.Range(0, options.Layers).Select(l => LSTM(l == 0 ? width : options.Units, options.Units, batchFirst: true))];
        foreach (Parameter parameter in _layers.SelectMany(l => l.parameters()))
        {
            using var _ = no_grad();
            double bound = 1 / Math.Sqrt(options.Units);
            parameter.copy_(rand(parameter.shape, generator: _random).mul_(2 * bound).sub_(bound));
        }

        _fromState = new Parameter(Normal(0.5 / Math.Sqrt(options.Units), options.Units, dimension));
        _fromSum = new Parameter(eye(dimension));
        if (options.UseMood)
        {
            _moodWeight = new Parameter(Normal(1 / Math.Sqrt(Mood.MoodColumns.EmbeddingSize), Mood.MoodColumns.EmbeddingSize, options.MoodDimension));
            _moodBias = new Parameter(zeros(options.MoodDimension));
            _fromMood = new Parameter(Normal(0.5 / Math.Sqrt(options.MoodDimension), options.MoodDimension, dimension));
        }

        _bias = new Parameter(tensor(songs.LogPopularity));
        RegisterComponents();
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            register_module($"layer{layer}", _layers[layer]);
        }
    }

    /// <summary>Song embeddings by index, the unknown song's first, [songs + 1, dimension].</summary>
    public Tensor Songs => _songs;

    /// <summary>The embeddings that queries are compared with, [songs, dimension] in catalogue order.</summary>
    public Tensor OutputSongs => _songs.narrow(0, 1, _songs.shape[0] - 1);

    /// <summary>What each song scores by itself, [songs].</summary>
    public Tensor Bias => _bias;

    public IReadOnlyList<LSTM> Layers => _layers;

    /// <summary>[units, dimension].</summary>
    public Tensor FromState => _fromState;

    /// <summary>[dimension, dimension].</summary>
    public Tensor FromSum => _fromSum;

    /// <summary>[512, mood dimension]; null without the mood, as the two below.</summary>
    public Tensor? MoodWeight => _moodWeight;

    /// <summary>[mood dimension].</summary>
    public Tensor? MoodBias => _moodBias;

    /// <summary>[mood dimension, dimension].</summary>
    public Tensor? FromMood => _fromMood;

    /// <summary>What the LSTM reads of each song besides its embedding, by index: genre embedding and numbers; null for nothing.</summary>
    public Tensor? Metadata()
    {
        List<Tensor> parts = [];
        if (_genres is not null)
        {
            parts.Add(_genres.index_select(0, _genreOfSong));
        }

        if (_features.shape[1] > 0)
        {
            parts.Add(_features);
        }

        return parts.Count > 0 ? cat(parts, 1) : null;
    }

    /// <summary>Copies of all weights, in the order of the parameters.</summary>
    public float[][] GetWeights() => [.. parameters().Select(p => p.detach().data<float>().ToArray())];

    /// <summary>Takes weights back that <see cref="GetWeights"/> gave.</summary>
    public void SetWeights(float[][] weights)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Parameter[] all = [.. parameters()];
        if (all.Length != weights.Length || all.Zip(weights).Any(p => p.First.numel() != p.Second.Length))
        {
            throw new InvalidDataException("its weights have other shapes than the network");
        }

        for (int i = 0; i < all.Length; i++)
        {
            all[i].copy_(tensor(weights[i], all[i].shape));
        }
    }

    /// <summary>Fixes what dropout drops from here on.</summary>
    public void Seed(long seed) => _random.manual_seed(seed);

    /// <summary>The queries of a batch's targets, [targets, dimension].</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="texts">The embeddings of the batch's texts, [distinct texts, 512]; not read without the mood.</param>
    public Tensor Query(TrainingBatch batch, Tensor? texts)
    {
        Tensor embedded = _songs.index_select(0, batch.Songs.view(-1)).view(batch.Songs.shape[0], batch.Songs.shape[1], -1);
        Tensor states = Drop(Inputs(batch, embedded));
        foreach (LSTM layer in _layers)
        {
            states = Drop(layer.call(states).Item1);
        }

        Tensor known = batch.Songs.gt(0).to_type(ScalarType.Float32);
        Tensor liked = known.mul(batch.Numbers.select(2, 0)).unsqueeze(2);
        Tensor sum = embedded.mul(liked).cumsum(1);
        Tensor count = known.cumsum(1).unsqueeze(2).clamp_min(1);
        Tensor query = AtPositions(states, batch.Positions).mm(_fromState)
            .add(Drop(AtPositions(sum.div(count.sqrt()), batch.Positions)).mm(_fromSum));
        if (_fromMood is null)
        {
            return query;
        }

        Tensor mood = texts!.mm(_moodWeight!).add(_moodBias!).tanh().mul(batch.Texts.gt(0).unsqueeze(1));
        return query.add(Drop(mood).mm(_fromMood).index_select(0, batch.TextOfTarget));
    }

    private Tensor Inputs(TrainingBatch batch, Tensor embedded)
    {
        long windows = batch.Songs.shape[0];
        long length = batch.Songs.shape[1];
        Tensor flat = batch.Songs.view(-1);
        List<Tensor> parts = [embedded];
        if (_genres is not null)
        {
            parts.Add(_genres.index_select(0, _genreOfSong.index_select(0, flat)).view(windows, length, -1));
        }

        if (_features.shape[1] > 0)
        {
            parts.Add(_features.index_select(0, flat).view(windows, length, -1));
        }

        parts.Add(batch.Numbers);
        return cat(parts, 2);
    }

    /// <summary>Rows of [windows, length, n] with a row of zeros before each window's first.</summary>
    private static Tensor AtPositions(Tensor values, Tensor positions)
    {
        Tensor before = zeros(values.shape[0], 1, values.shape[2]);
        return cat([before, values], 1).view(-1, values.shape[2]).index_select(0, positions);
    }

    private Tensor Drop(Tensor values) => training && _options.Dropout > 0
        ? values.mul(empty(values.shape).bernoulli_(1 - _options.Dropout, _random).div_(1 - _options.Dropout))
        : values;

    private Tensor Normal(double deviation, params long[] shape) => randn(shape, generator: _random).mul_(deviation);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _genreOfSong.Dispose();
            _features.Dispose();
            _random.Dispose();
        }

        base.Dispose(disposing);
    }
}
