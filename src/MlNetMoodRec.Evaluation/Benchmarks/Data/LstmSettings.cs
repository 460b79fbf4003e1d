using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>The options of the LSTM, and of the GRU, that the validation part chooses from: eight, as for the methods they are compared with.</summary>
internal static class LstmSettings
{
    /// <summary>The shares dropped: the default to what was best, with two seeds, of 0.2 to 0.6 on LastFM's validation part.</summary>
    private static readonly double[] Dropouts = [0.2, 0.3, 0.4, 0.5];

    /// <summary>How many successors and predecessors of each song are remembered: none, the default, or 50; 200 did no better on that validation part.</summary>
    private static readonly int[] Remembered = [0, 50];

    /// <summary>
    /// For data in which each listener has one long history and there are few of them: how much a network that could learn
    /// them by heart is kept from it, and whether what stood beside each song is remembered too. The first is the default.
    /// Learning rate, epochs, layers and the start from ALS stay as they are: no change of theirs that was tried did better there.
    /// </summary>
    public static IReadOnlyList<MoodLstmOptions> ForListeners { get; } =
    [
        .. Remembered.SelectMany(songs => Dropouts.Select(dropout => new MoodLstmOptions { Dropout = dropout, Successors = songs, Predecessors = songs })),
    ];
}
