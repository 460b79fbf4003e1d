using System.Globalization;
using Microsoft.ML;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>What the length of the history is worth on LastFM: listeners of whom little is known, and an LSTM that reads less or more.</summary>
internal static class LastFmHistories
{
    /// <summary>How many of a listener's last artists a method is told, for the table of new listeners.</summary>
    public static IReadOnlyList<int> NewListenerLengths { get; } = [0, 1, 3, 10];

    /// <summary>How many artists the LSTM reads that the others of <see cref="Lengths"/> are compared with.</summary>
    private const int Usual = 50;

    /// <summary>How many artists the LSTM reads, for the table of long histories.</summary>
    private static readonly int[] Lengths = [10, 25, Usual, 100, 200];

    /// <summary>
    /// The LSTM with several lengths of the history and the same options otherwise, so that nothing but the length tells them
    /// apart: options chosen anew for each length would take eight times as long, and those of the LSTM of the other tables were
    /// chosen for one length. They run only if named, as together they take longer than all the rest.
    /// </summary>
    public static IEnumerable<BenchmarkMethod> Lstms(MLContext context, MoodLstmOptions options) => Lengths.Select(length =>
        new BenchmarkMethod(
            NameOf(length), true, [() => new LstmMethod(context, options with { UseMood = false, Cell = RecurrentCell.Lstm, HistoryLength = length })])
        {
            Weight = 60, RunsOnlyIfNamed = true, TriesShorterHistories = false,
        });

    /// <summary>Whether a method is one of <see cref="Lstms"/>.</summary>
    public static bool IsOfLength(string method) => Lengths.Any(length => NameOf(length) == method);

    /// <summary>HR@10 of the methods that read the history when they are told the last artists alone.</summary>
    public static BenchmarkTable NewListeners(RankingRuns runs, RankingData data)
    {
        RankMetric metric = RankMetric.HitRate(10);
        RankColumn[] cut = [.. NewListenerLengths.Select(songs => new RankColumn($"last {songs}", metric, runs.RanksAfter(songs)))];
        IEnumerable<string> methods = cut[0].Ranks.Select(r => r.Method);
        var whole = new RankColumn("all", metric, runs.Of(methods.Contains).Ranks);
        int most = NewListenerLengths.Max();
        int known = data.TestRows.Count(r => r.RecentSongIds.Length >= most);
        BenchmarkTable table = RankTable.OfColumns(
            "New listeners: HR@10 after the last 0, 1, 3 and 10 artists",
            string.Create(
                CultureInfo.InvariantCulture,
                $"The listeners and targets of the first table and nothing trained anew: the request holds a listener's last artists alone. All artists tagged before stay no candidates, told or not. {known:N0} listeners have {most} or more; after none, every method goes by popularity."),
            [.. data.TestRows.Select(r => r.UserId)],
            "popularity",
            [.. cut, whole]);
        return table with { Compared = [.. NewListenerLengths.Where(songs => songs > 0).Select(songs => $"last {songs}")] };
    }

    /// <summary>What the LSTM gains or loses by reading less or more, overall and for the listeners who have more than it usually reads.</summary>
    public static BenchmarkTable LongHistories(RankingRuns runs, RankingData data)
    {
        int[] known = [.. data.TestRows.Select(r => r.RecentSongIds.Length)];
        RankingRuns ofLengths = runs.Of(IsOfLength);
        RankMetric[] metrics = [RankMetric.HitRate(10), RankMetric.Ndcg(10)];
        int longer = known.Count(n => n > Usual);
        string shares = string.Join(", ", Lengths.Select(length => string.Create(
            CultureInfo.InvariantCulture, $"{(double)known.Count(n => n >= length) / known.Length:P0} have {length}")));
        BenchmarkTable table = RankTable.OfColumns(
            "Long histories: the LSTM that reads fewer or more of the last artists",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Trained and asked with at most as many as the name says, all with the same options otherwise: not chosen for this, but the defaults unless others are given. Of the {known.Length:N0} listeners, {shares} or more before the test, and {longer:N0} have more than {Usual}."),
            [.. data.TestRows.Select(r => r.UserId)],
            NameOf(Usual),
            [
                .. metrics.Select(metric => new RankColumn(metric.Name, metric, ofLengths.Ranks)),
                .. metrics.Where(_ => longer > 1).Select(metric =>
                    new RankColumn($"{metric.Name}, more than {Usual}", metric, ofLengths.Ranks) { IsUsed = row => known[row] > Usual }),
            ]);
        return table with { Compared = table.Metrics };
    }

    private static string NameOf(int length) => string.Create(CultureInfo.InvariantCulture, $"lstm-{length}");
}
