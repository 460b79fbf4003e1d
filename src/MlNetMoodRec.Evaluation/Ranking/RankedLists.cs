using Microsoft.ML;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Evaluation;

/// <summary>Evaluates lists of the best songs, as a model's output rows hold them.</summary>
internal static class RankedLists
{
    public static EvaluationResult Evaluate(MLContext context, IDataView transformed, Protocol protocol, string method)
    {
        string[] missing = [.. new[] { nameof(Row.SongId), nameof(Row.SongIds), nameof(Row.Scores) }
            .Where(name => transformed.Schema.GetColumnOrNull(name) is null)];
        if (missing.Length > 0)
        {
            throw new MoodRecException(
                $"The rows to evaluate lack the column(s) {string.Join(", ", missing)}. Expected the output of a fitted pipeline on "
                + "events with their target song: Evaluate(model.Transform(test)).");
        }

        var ranked = new List<RankedRow>();
        var events = new List<ListenerEvent>();
        var recommended = new HashSet<string>(StringComparer.Ordinal);
        int longest = 0;
        bool excludes = false;
        foreach (Row row in context.Data.CreateEnumerable<Row>(transformed, reuseRowObject: false, ignoreMissingColumns: true))
        {
            string[] list = row.SongIds ?? [];
            longest = Math.Max(longest, list.Length);
            excludes |= row.ExcludedSongIds is { Length: > 0 };
            recommended.UnionWith(list.Take(protocol.K));
            events.Add(new ListenerEvent { UserId = row.UserId ?? "", SongId = row.SongId ?? "", Time = row.Time });
            ranked.Add(new RankedRow
            {
                UserId = row.UserId ?? "",
                Rank = Rank(list, row.Scores ?? [], row.SongId ?? ""),
                IsRepeat = row.RecentSongIds?.Contains(row.SongId) ?? false,
                HasText = !string.IsNullOrWhiteSpace(row.Text),
                IsSessionStart = row.IsSessionStart,
            });
        }

        if (ranked.Count > 0 && longest < protocol.K)
        {
            throw new MoodRecException(
                $"The lists hold at most {longest} songs, fewer than the cut-off k of {protocol.K}. "
                + $"Set {nameof(ListenerContext.TopN)} of the rows to {protocol.K}, or lower k in the protocol.");
        }

        Protocol filled = protocol with
        {
            Candidates = $"the model's lists of {longest}",
            SeenSongs = excludes ? SeenSongPolicy.Excluded : SeenSongPolicy.Included,
            DataHash = protocol.DataHash.Length > 0 ? protocol.DataHash : DataHash.OfRows(events),
        };
        return EvaluationResultBuilder.Build(method, filled, ranked, recommended);
    }

    private static double? Rank(string[] songIds, float[] scores, string target)
    {
        int place = Array.IndexOf(songIds, target);
        if (place < 0)
        {
            return null;
        }

        if (scores.Length != songIds.Length)
        {
            throw new MoodRecException($"A row has {songIds.Length} songs and {scores.Length} scores; expected as many scores as songs.");
        }

        int first = place;
        int last = place;
        while (first > 0 && scores[first - 1] == scores[place])
        {
            first--;
        }

        while (last < scores.Length - 1 && scores[last + 1] == scores[place])
        {
            last++;
        }

        return 1 + ((first + last) / 2.0);
    }

    private sealed class Row
    {
        public string? UserId { get; set; }

        public string? SongId { get; set; }

        public DateTime Time { get; set; }

        public string? Text { get; set; }

        public bool IsSessionStart { get; set; }

        public string[]? RecentSongIds { get; set; }

        public string[]? ExcludedSongIds { get; set; }

        public string[]? SongIds { get; set; }

        public float[]? Scores { get; set; }
    }
}
