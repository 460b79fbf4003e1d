using System.Text.Json.Serialization;

namespace MlNetMoodRec.Training.Recommender;

/// <summary>Options of <see cref="MoodLstmTrainer"/>.</summary>
/// <remarks>
/// Options that came later are left out of JSON where they are the default, so that checkpoints and results from before
/// them still fit.
/// </remarks>
public sealed record MoodLstmOptions
{
    /// <summary>Whether the mood text is read. Without it the model is the same network on the listening history alone.</summary>
    public bool UseMood { get; init; } = true;

    /// <summary>
    /// What the recurrent layers are made of. LSTM, as in the paper that this recommender follows; the options below were
    /// tuned with it, and "LSTM" there means whichever cell is chosen.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RecurrentCell Cell { get; init; }

    /// <summary>Units of each recurrent layer. 128, as in the paper.</summary>
    public int Units { get; init; } = 128;

    /// <summary>Recurrent layers. 2, as in the paper.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Numbers per song embedding. 64, as in the experiments that this design rests on; not tuned.</summary>
    public int SongDimension { get; init; } = 64;

    /// <summary>
    /// Numbers that the sentiment embedding is projected to. 4: valence and arousal are two, and on simulated data every
    /// larger number (8, 16, 64) did worse, the more so the larger.
    /// </summary>
    public int MoodDimension { get; init; } = 4;

    /// <summary>How many of the latest songs are read. 50, as in SASRec and S3-Rec.</summary>
    public int HistoryLength { get; init; } = 50;

    /// <summary>Passes over the data, at most. 5: on LastFM's validation split the best of 12.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Epochs without a better NDCG@10 on the validation data after which training stops. 2: arbitrary.</summary>
    public int Patience { get; init; } = 2;

    /// <summary>Windows of listening histories per step. 16, about 500 predictions: on simulated data better than 32, as there are more steps.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Adam's step size at the start; it falls linearly to a tenth. 0.005 was clearly better than 0.001 on simulated data.</summary>
    public double LearningRate { get; init; } = 0.005;

    /// <summary>Share of the LSTM's inputs, of its layers' outputs and of the query's inputs that is dropped. 0.2: on simulated data 0.2 to 0.4 worked; on LastFM's validation split 0.4 and 0.5 did better, 0.6 worse.</summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>Share of the history's songs that training replaces by the unknown song, which also teaches what an unknown song means. 0.1: on simulated data better than 0.2 and as good as 0.05.</summary>
    public double InputDropout { get; init; } = 0.1;

    /// <summary>Share of the target probability that is spread over all songs. 0: on LastFM's validation split 0.1 did neither better nor worse.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Whether songs that the listener has heard are left out of the training softmax, as data without repeats suggests. Off: it did worse on LastFM's validation split.</summary>
    public bool NewSongsOnly { get; init; }

    /// <summary>
    /// The largest catalogue over all of which the softmax goes in training; of a larger one <see cref="SampledSongs"/> are
    /// drawn at each step, which then reads and changes the embeddings of those and of its listeners' songs alone. 20,000: with as
    /// many the full softmax takes about four times as long as the rest of a step.
    /// </summary>
    public int FullSoftmaxSongs { get; init; } = 20_000;

    /// <summary>How many songs are drawn where the catalogue is larger than <see cref="FullSoftmaxSongs"/>. 4096: arbitrary.</summary>
    public int SampledSongs { get; init; } = 4096;

    /// <summary>
    /// How many successors of each song the model remembers, to mix what has followed the latest songs with what the LSTM
    /// says; scores are then log probabilities. 0 for none: the model is smaller. 50 lifted short sessions a lot
    /// (#nowplaying) and long histories without repeats a little (LastFM).
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Successors { get; init; }

    /// <summary>
    /// How many of the songs that came before each song the model remembers likewise, as songs of its company; the latest songs
    /// themselves are left out of them. 0 for none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Predecessors { get; init; }

    /// <summary>Whether the model also remembers what has followed two songs in a row. It grows by 16 bytes for each play of the training data.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool PairSuccessors { get; init; }

    /// <summary>Whether the latest songs themselves are mixed in likewise, for listening that plays songs again at once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Repeats { get; init; }

    /// <summary>
    /// Whether songs of the catalogue that the training data never plays are new rather than unpopular: training then does
    /// not take them for songs that could have been played, and they start as popular as their artist's songs are, else as
    /// their genre's. Off: on simulated data on which 7 % of the songs were never played for being unpopular it took 0.005 of
    /// 0.545 off HR@10; where songs were new it raised theirs from 0.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool UnplayedAreNew { get; init; }

    /// <summary>How much the loss of predicting good responses counts beside the loss of predicting the next song. 0.3: on simulated data 0.3 and 1 did equally well.</summary>
    public double LikeLossWeight { get; init; } = 0.3;

    /// <summary>
    /// Weight decay (decoupled, as in AdamW) of what liking depends on besides the songs' and the listener's own shares of
    /// good responses. 10: of 0, 1, 10 and 30 on simulated data it told likes from skips best.
    /// </summary>
    public double LikeDecay { get; init; } = 10;

    /// <summary>
    /// Weight decay (decoupled, as in AdamW) of the songs' own embeddings where artists are known, whose embeddings then
    /// hold what their songs have in common. 3: of 0, 0.1, 1, 3 and 8 on simulated data, 1 to 8 did equally well.
    /// </summary>
    public double SongDecay { get; init; } = 3;

    /// <summary>
    /// Whether song embeddings start from the factors of implicit ALS (<see cref="Als"/>), rather than at random, where no
    /// artists are known. On, from experiments on LastFM; where they are known a random start did better on simulated data.
    /// </summary>
    public bool StartFromAls { get; init; } = true;

    /// <summary>
    /// Options of that factorisation; its size is <see cref="SongDimension"/> and its seed <see cref="Seed"/>, whatever they
    /// say there. The weights are those that the LSTM's results on LastFM were reached with.
    /// </summary>
    public AlsOptions Als { get; init; } = new() { UnobservedWeight = 0.2f, Regularization = 0.01f };

    /// <summary>Seed of everything that is random. The same seed and data give the same model, bit for bit.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Torch's threads. 1: on a busy machine more threads can make a step ten times slower.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// A file to which the state of training goes after each epoch and on cancellation. If it is there, training goes
    /// on from it and ends as if it had never stopped. It is deleted at the end. Empty for none.
    /// </summary>
    public string CheckpointPath { get; init; } = "";

    /// <summary>Throws when a value is out of range; the message names every such value.</summary>
    /// <exception cref="MoodRecException">A value is out of range.</exception>
    public void Validate()
    {
        new OptionErrors(nameof(MoodLstmOptions))
            .Require(Enum.IsDefined(Cell), nameof(Cell), Cell, $"{nameof(RecurrentCell.Lstm)} or {nameof(RecurrentCell.Gru)}")
            .Require(Units is >= 1 and <= 4096, nameof(Units), Units, "1 to 4096")
            .Require(Layers is >= 1 and <= 8, nameof(Layers), Layers, "1 to 8")
            .Require(SongDimension is >= 1 and <= 1024, nameof(SongDimension), SongDimension, "1 to 1024")
            .Require(MoodDimension is >= 1 and <= 1024, nameof(MoodDimension), MoodDimension, "1 to 1024")
            .Require(HistoryLength is >= 1 and <= 1000, nameof(HistoryLength), HistoryLength, "1 to 1000")
            .Require(Epochs is >= 1 and <= 10_000, nameof(Epochs), Epochs, "1 to 10000")
            .Require(Patience >= 1, nameof(Patience), Patience, "1 or more")
            .Require(BatchSize is >= 1 and <= 65_536, nameof(BatchSize), BatchSize, "1 to 65536")
            .Require(LearningRate is > 0 and <= 1, nameof(LearningRate), LearningRate, "above 0, at most 1")
            .Require(Dropout is >= 0 and < 1, nameof(Dropout), Dropout, "0 to below 1")
            .Require(InputDropout is >= 0 and < 1, nameof(InputDropout), InputDropout, "0 to below 1")
            .Require(LabelSmoothing is >= 0 and < 1, nameof(LabelSmoothing), LabelSmoothing, "0 to below 1")
            .Require(FullSoftmaxSongs >= 0, nameof(FullSoftmaxSongs), FullSoftmaxSongs, "0 or more")
            .Require(SampledSongs >= 1, nameof(SampledSongs), SampledSongs, "1 or more")
            .Require(Successors is >= 0 and <= 1000, nameof(Successors), Successors, "0 to 1000")
            .Require(Predecessors is >= 0 and <= 1000, nameof(Predecessors), Predecessors, "0 to 1000")
            .Require(SongDecay is >= 0 and <= 100, nameof(SongDecay), SongDecay, "0 to 100")
            .Require(LikeDecay is >= 0 and <= 100, nameof(LikeDecay), LikeDecay, "0 to 100")
            .Require(LikeLossWeight is >= 0 and <= 100, nameof(LikeLossWeight), LikeLossWeight, "0 to 100")
            .Require(Threads is >= 1 and <= 1024, nameof(Threads), Threads, "1 to 1024")
            .ThrowIfAny();
        Als.Validate();
    }
}
