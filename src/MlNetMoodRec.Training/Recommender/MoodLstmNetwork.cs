using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>
/// The network in torch. A song is its embedding and what is known of it (genre, tempo, valence, energy and their
/// squares), the same at the input and at the output. The state after the last song, sums of the liked songs, of the
/// recent ones and of those of this session, and the projected mood make up the situation; one matrix turns it into a
/// query whose product with a song, plus the song's bias and what having heard it counts, is the score of being played
/// next; a second one does the same for the log odds of a good response. The mood counts the less, the older its text and
/// the more songs of this session tell of the mood too. With valence and energy and their squares in every song, the
/// distance between a song's mood and the listener's is such a product.
/// </summary>
internal sealed class MoodLstmNetwork : Module
{
    /// <summary>What a song of the recent sum keeps of its weight with each song after it. 0.7: arbitrary, about three songs.</summary>
    public const double RecentDecay = 0.7;

    /// <summary>The same within a session. 0.5: arbitrary, about two songs.</summary>
    public const double SessionDecay = 0.5;

    /// <summary>How many sums of songs the situation holds.</summary>
    public const int SumCount = 5;

    /// <summary>Plays of average success that a listener's own are mixed with. 5: arbitrary.</summary>
    public const double AveragePlays = 5;

    private readonly MoodLstmOptions _options;
    private readonly Generator _random;
    private readonly Tensor _genreOfSong;
    private readonly Tensor _artistOfSong;
    private readonly Tensor _features;
    private readonly Parameter _songs;
    private readonly Parameter? _genres;
    private readonly Parameter? _artists;
    private readonly RecurrentLayer[] _layers;
    private readonly Parameter? _moodWeight;
    private readonly Parameter? _moodBias;
    private readonly Parameter? _moodFreshness;
    private readonly Parameter? _moodAgeing;
    private readonly Parameter? _moodDepth;
    private readonly Parameter? _moodChoice;
    private readonly Parameter? _moodLike;
    private readonly Parameter _choice;
    private readonly Parameter _bias;
    private readonly Parameter _heard;
    private readonly Parameter _like;
    private readonly Parameter _likeOffset;
    private readonly Parameter _likeBias;
    private readonly double _likedShare;
    private readonly SongMemory? _memory;

    /// <param name="songs">The catalogue.</param>
    /// <param name="options">The shape.</param>
    /// <param name="songStart">Embeddings to start from, in catalogue order, or null.</param>
    /// <param name="voices">What is remembered of all listening; empty for no memory.</param>
    public MoodLstmNetwork(SongIndex songs, MoodLstmOptions options, float[]? songStart, IReadOnlyList<MemoryVoice> voices)
        : base(nameof(MoodLstmNetwork))
    {
        _options = options;

        // A generator of its own: torch's is one for the process, and other trainings may run beside this one.
        _random = new Generator((ulong)options.Seed);
        _genreOfSong = tensor(songs.Genres);
        _artistOfSong = tensor(songs.Artists);
        _features = WithSquares(tensor(songs.Features, [songs.Ids.Length + 1, songs.FeatureCount]));

        int dimension = options.SongDimension;
        bool hasArtists = songs.ArtistCount > 1;
        Tensor start = Normal(hasArtists ? 0.02 : 0.1, songs.Ids.Length + 1, dimension);
        if (songStart is not null)
        {
            start.narrow(0, 1, songs.Ids.Length).copy_(tensor(songStart, [songs.Ids.Length, dimension]));
        }

        start[0].zero_();
        if (options.UnplayedAreNew)
        {
            start.narrow(0, 1 + songs.PlayedCount, songs.Ids.Length - songs.PlayedCount).zero_();
        }

        _songs = new Parameter(start);
        _genres = songs.GenreCount > 1 ? new Parameter(zeros(songs.GenreCount, dimension)) : null;
        _artists = hasArtists ? new Parameter(Normal(0.1, songs.ArtistCount, dimension)) : null;
        int width = dimension + (int)_features.shape[1];
        _layers = [.. Enumerable.Range(0, options.Layers)
            .Select(l => RecurrentLayer.Create(options.Cell, l == 0 ? width + TrainingBatch.NumberCount : options.Units, options.Units))];
        foreach (Parameter parameter in _layers.SelectMany(l => l.Module.parameters()))
        {
            using var _ = no_grad();
            double bound = 1 / Math.Sqrt(options.Units);
            parameter.copy_(rand(parameter.shape, generator: _random).mul_(2 * bound).sub_(bound));
        }

        // The sum of the history's songs starts as the query: what a factorisation of the songs would ask for.
        Tensor sumStart = zeros(width, width);
        sumStart.narrow(0, 0, dimension).narrow(1, 0, dimension).copy_(eye(dimension));
        _choice = new Parameter(cat([Normal(0.5 / Math.Sqrt(options.Units), options.Units, width), sumStart, zeros(((SumCount - 1) * width) + 2, width)], 0));
        _like = new Parameter(zeros_like(_choice));
        if (options.UseMood)
        {
            _moodWeight = new Parameter(Normal(1 / Math.Sqrt(Mood.MoodColumns.EmbeddingSize), Mood.MoodColumns.EmbeddingSize, options.MoodDimension));
            _moodBias = new Parameter(zeros(options.MoodDimension));
            _moodFreshness = new Parameter(full([options.MoodDimension], 2f));
            _moodAgeing = new Parameter(full([options.MoodDimension], -3f));
            _moodDepth = new Parameter(full([options.MoodDimension], -1f));
            long described = _features.shape[1] > 0 ? _features.shape[1] : width;
            _moodChoice = new Parameter(zeros(options.MoodDimension, described));
            _moodLike = new Parameter(zeros(options.MoodDimension, described));
        }

        _bias = new Parameter(tensor(songs.LogPopularity));
        _heard = new Parameter(zeros(HeardSongs.FeatureCount));
        Tensor offset = zeros(_choice.shape[0] + (options.UseMood ? options.MoodDimension : 0), 1);
        offset[_choice.shape[0] - 2] = 1f;
        _likeOffset = new Parameter(offset);
        _likedShare = songs.LikedShare;
        _likeBias = new Parameter(tensor(songs.LikeLogits));
        _memory = voices.Count == 0 ? null : new SongMemory(voices, options.Units);
        RegisterComponents();
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            register_module($"layer{layer}", _layers[layer].Module);
        }
    }

    /// <summary>All songs.</summary>
    public SongTable Songs() => Describe(_songs, rows: null);

    /// <summary>Some songs.</summary>
    /// <param name="rows">Int64 [songs + 1]: their indices; the first is the unknown song's, 0.</param>
    public SongTable Songs(Tensor rows) => Describe(_songs.detach().index_select(0, rows).requires_grad_(), rows);

    /// <summary>The songs' own embeddings by index, the unknown song first, [songs + 1, dimension].</summary>
    public Parameter OwnSongs => _songs;

    /// <summary>Whether songs share the embeddings of their artists.</summary>
    public bool KnowsArtists => _artists is not null;

    public IReadOnlyList<RecurrentLayer> Layers => _layers;

    /// <summary>What is remembered of all listening; null without a memory.</summary>
    public SongMemory? Memory => _memory;

    /// <summary>The state after the last song, of what <see cref="Situation"/> gave, [targets, units].</summary>
    public Tensor State(Tensor situation) => situation.narrow(1, 0, _options.Units);

    /// <summary>[512, mood dimension]; null without the mood, as the four below.</summary>
    public Tensor? MoodWeight => _moodWeight;

    /// <summary>[mood dimension].</summary>
    public Tensor? MoodBias => _moodBias;

    /// <summary>The share of good responses among all plays.</summary>
    public double LikedShare => _likedShare;

    /// <summary>Log odds of how much a text written just now counts, [mood dimension].</summary>
    public Tensor? MoodFreshness => _moodFreshness;

    /// <summary>What an older text's scaled hours add to that, [mood dimension].</summary>
    public Tensor? MoodAgeing => _moodAgeing;

    /// <summary>What the log of one more than the songs of this session adds to that, [mood dimension]: they tell of the mood too.</summary>
    public Tensor? MoodDepth => _moodDepth;

    /// <summary>From the situation to the query for the next song, [situation, width].</summary>
    public Tensor Choice() => WithMood(_choice, _moodChoice);

    /// <summary>What a heard song's features add to its score, [<see cref="HeardSongs.FeatureCount"/>].</summary>
    public Tensor Heard => _heard;

    /// <summary>What each heard song adds to its score, [heard songs].</summary>
    public Tensor HeardWorth(HeardSongs heard) => heard.Features.mv(_heard);

    /// <summary>From the situation to the query for a good response, shaped like <see cref="Choice"/>.</summary>
    public Tensor Like() => WithMood(_like, _moodLike);

    /// <summary>From the situation to log odds that all songs share, [situation, 1].</summary>
    public Tensor LikeOffset => _likeOffset;

    /// <summary>
    /// Draws the songs' own embeddings towards zero. Where artists are known, what the songs of an artist have in common is
    /// then learnt for the artist.
    /// </summary>
    /// <param name="share">The share that they lose.</param>
    public void DecaySongs(double share)
    {
        if (share > 0)
        {
            using var _ = no_grad();
            _songs.mul_(1 - share);
        }
    }

    /// <summary>
    /// Draws what liking depends on towards the songs' and the listener's own shares of good responses: there are too few
    /// likes to learn much more from.
    /// </summary>
    /// <param name="share">The share that the weights lose.</param>
    public void DecayLike(double share)
    {
        using var _ = no_grad();
        foreach (Tensor weights in new[] { _like, _moodLike, _likeOffset.narrow(0, 0, _options.Units) }.OfType<Tensor>())
        {
            weights.mul_(1 - share);
        }
    }

    /// <summary>
    /// Gives each song that the training data never plays the bias of an average song of its artist, else of its genre, else
    /// of all: that of the mean chance to be played.
    /// </summary>
    /// <param name="played">How many songs the training data plays; they come first.</param>
    public void SettleUnplayed(int played)
    {
        float[] bias = _bias.detach().data<float>().ToArray();
        if (played == bias.Length)
        {
            return;
        }

        using var _ = no_grad();
        long[][] kinds = [_artistOfSong.data<long>().ToArray(), _genreOfSong.data<long>().ToArray()];
        Dictionary<long, float>[] averages = [.. kinds.Select(kind => Enumerable.Range(0, played)
            .Where(song => kind[song + 1] > 0).GroupBy(song => kind[song + 1]).ToDictionary(g => g.Key, g => Average(g.Select(song => bias[song]))))];
        float ofAll = Average(bias.Take(played));
        for (int song = played; song < bias.Length; song++)
        {
            bias[song] = averages[0].TryGetValue(kinds[0][song + 1], out float average) || averages[1].TryGetValue(kinds[1][song + 1], out average) ? average : ofAll;
        }

        _bias.copy_(tensor(bias));

        static float Average(IEnumerable<float> logs) => MathF.Log(logs.Average(MathF.Exp));
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

    /// <summary>The situation of each target of a batch, [targets, situation].</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="songs">The songs that its indices are of.</param>
    /// <param name="texts">The embeddings of the batch's texts, [distinct texts, 512]; not read without the mood.</param>
    public Tensor Situation(TrainingBatch batch, SongTable songs, Tensor? texts)
    {
        Tensor embedded = songs.All.index_select(0, batch.Songs.view(-1)).view(batch.Songs.shape[0], batch.Songs.shape[1], -1);
        Tensor states = Drop(cat([embedded, batch.Numbers], 2));
        foreach (RecurrentLayer layer in _layers)
        {
            states = Drop(layer.States(states));
        }

        Tensor known = batch.Songs.gt(0).unsqueeze(2).to_type(ScalarType.Float32);
        Tensor feedback = batch.Numbers.narrow(2, 0, 1);
        Tensor count = known.cumsum(1).clamp_min(1);
        Tensor songsKnown = embedded.mul(known);
        Tensor session = InSession(batch.Breaks);
        Tensor sums = cat(
            [
                songsKnown.mul(feedback).cumsum(1).div(count.sqrt()),
                Decay(RecentDecay, songsKnown.shape[1]).matmul(songsKnown),
                songsKnown,
                Decay(SessionDecay, songsKnown.shape[1]).mul(session).bmm(songsKnown),
                eye(songsKnown.shape[1]).mul(session).bmm(songsKnown),
            ],
            2);
        Tensor likes = feedback.ge(SongPlays.GoodFeedback).to_type(ScalarType.Float32).cumsum(1);
        Tensor plays = arange(1, feedback.shape[1] + 1).view(1, -1, 1);
        List<Tensor> parts =
        [
            AtPositions(states, batch.Positions),
            Drop(AtPositions(sums, batch.Positions)),
            AtPositions(Pleased(likes, plays), batch.Positions),
            ones(batch.Positions.shape[0], 1),
        ];
        if (_moodWeight is not null)
        {
            Tensor read = texts!.mm(_moodWeight).add(_moodBias!).tanh().mul(batch.Texts.gt(0).unsqueeze(1));
            Tensor depth = AtPositions(session.sum(2, keepdim: true).add(1).log(), batch.Positions);
            Tensor fresh = batch.TextAge.mul(_moodAgeing!).add(_moodFreshness!).add(depth.mul(_moodDepth!)).sigmoid();
            parts.Add(read.index_select(0, batch.TextOfTarget).mul(fresh));
        }

        return cat(parts, 1);
    }

    /// <summary>The log odds that the response to one song of each row is good, [rows].</summary>
    /// <param name="situation">What <see cref="Situation"/> gave.</param>
    /// <param name="songs">The songs that the targets are of.</param>
    /// <param name="targets">Int64 [rows]: places among the candidates.</param>
    public Tensor LikeLogits(Tensor situation, SongTable songs, Tensor targets) => situation.mm(Like())
        .mul(songs.Candidates.index_select(0, targets)).sum([1L])
        .add(situation.mm(_likeOffset).squeeze(1))
        .add(songs.LikeBias.index_select(0, targets));

    /// <summary>Own, artist's and genre's embedding added up, then the features.</summary>
    private SongTable Describe(Tensor own, Tensor? rows)
    {
        Tensor embedding = own;
        foreach ((Parameter? table, Tensor ofSong) in new[] { (_artists, _artistOfSong), (_genres, _genreOfSong) })
        {
            if (table is not null)
            {
                Tensor row = Some(ofSong);
                embedding = embedding.add(table.index_select(0, row).mul(row.gt(0).unsqueeze(1)));
            }
        }

        Tensor? places = rows?.narrow(0, 1, rows.shape[0] - 1).sub(1);
        return new SongTable(
            own,
            _features.shape[1] == 0 ? embedding : cat([embedding, Some(_features)], 1),
            places is null ? _bias : _bias.index_select(0, places),
            places is null ? _likeBias : _likeBias.index_select(0, places));

        Tensor Some(Tensor ofAll) => rows is null ? ofAll : ofAll.index_select(0, rows);
    }

    /// <summary>
    /// Where something is known of the songs' sound, the mood speaks to that alone, in which few numbers hold for all
    /// songs; left to the songs' embeddings it learnt noise.
    /// </summary>
    private static Tensor WithMood(Tensor weights, Tensor? ofMood) => ofMood is null
        ? weights
        : cat([weights, cat([zeros(ofMood.shape[0], weights.shape[1] - ofMood.shape[1]), ofMood], 1)], 0);

    /// <summary>How far the log odds of a good response lie above all listeners', drawn towards them where there is little to go by.</summary>
    private Tensor Pleased(Tensor likes, Tensor plays) => likes.add(AveragePlays * _likedShare).log()
        .sub(plays.sub(likes).add(AveragePlays * (1 - _likedShare)).log())
        .sub(Math.Log(_likedShare / (1 - _likedShare)));

    /// <summary>Weights of a sum in which a song counts less the longer ago it is, [length, length].</summary>
    private static Tensor Decay(double decay, long length)
    {
        Tensor places = arange(length).to_type(ScalarType.Float32);
        return pow(decay, places.unsqueeze(1).sub(places.unsqueeze(0)).clamp_min(0)).tril().mul(1 - decay);
    }

    /// <summary>1 where no session ends between a song (last axis) and what follows another one, [windows, length, length].</summary>
    private static Tensor InSession(Tensor breaks)
    {
        Tensor ended = breaks.cumsum(1);
        return ended.unsqueeze(2).sub(ended.sub(breaks).unsqueeze(1)).eq(0).to_type(ScalarType.Float32).tril();
    }

    /// <summary>Standardised columns and their squares less 1, which have mean 0 too; unknown values (0) stay 0.</summary>
    private static Tensor WithSquares(Tensor features) =>
        cat([features, features.square().sub(1).mul(features.ne(0))], 1);

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
            _artistOfSong.Dispose();
            _features.Dispose();
            _random.Dispose();
        }

        base.Dispose(disposing);
    }
}
