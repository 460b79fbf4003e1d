using System.Numerics.Tensors;
using System.Runtime.ExceptionServices;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Evaluation;

/// <summary>
/// Ranks the target song of each row among all songs that a model knows: exact ranks, equal scores at the middle of
/// their places.
/// </summary>
public static class RankingEvaluator
{
    private const int BatchSize = 256;

    /// <summary>Evaluates a recommender's ONNX graph on rows.</summary>
    /// <param name="method">The method's name in the result.</param>
    /// <param name="session">The recommender.</param>
    /// <param name="rows">The test rows.</param>
    /// <param name="sentimentEmbeddings">The embedding of each row's text, null for a row without one; or null altogether for a method that reads no text.</param>
    /// <param name="protocol">Split, seen-song policy, cut-off, seed and data hash; the counts are filled in.</param>
    /// <param name="progress">Reports how many rows are done so far.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public static EvaluationResult Evaluate(
        string method,
        RecommenderSession session,
        IReadOnlyList<ListenerEvent> rows,
        IReadOnlyList<float[]?>? sentimentEmbeddings,
        Protocol protocol,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        return Evaluate(method, session.SongIds, session.Score, rows, sentimentEmbeddings, protocol, progress, cancellation);
    }

    /// <summary>The same for anything that scores the whole catalogue, row-major [rows, songs].</summary>
    internal static EvaluationResult Evaluate(
        string method,
        IReadOnlyList<string> songIds,
        Func<IReadOnlyList<ListenerContext>, IReadOnlyList<float[]?>, float[]> score,
        IReadOnlyList<ListenerEvent> rows,
        IReadOnlyList<float[]?>? sentimentEmbeddings,
        Protocol protocol,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default) =>
        Evaluate(method, songIds, Dense(score, songIds.Count), rows, sentimentEmbeddings, protocol, threads: 1, candidates: null, progress, cancellation);

    /// <summary>The same for anything that scores songs, with batches side by side and, if asked for, ranks among given candidates.</summary>
    internal static EvaluationResult Evaluate(
        string method,
        IReadOnlyList<string> songIds,
        ScoreRows score,
        IReadOnlyList<ListenerEvent> rows,
        IReadOnlyList<float[]?>? sentimentEmbeddings,
        Protocol protocol,
        int threads,
        GivenCandidates? candidates,
        IProgress<int>? progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rows);
        protocol.Validate();
        if (sentimentEmbeddings is not null && sentimentEmbeddings.Count != rows.Count)
        {
            throw new ArgumentException($"There are {rows.Count} rows and {sentimentEmbeddings.Count} embeddings.", nameof(sentimentEmbeddings));
        }

        if (candidates is not null && candidates.Count != rows.Count)
        {
            throw new ArgumentException($"There are {rows.Count} rows and {candidates.Count} lists of candidates.", nameof(candidates));
        }

        var catalogue = songIds.Select((id, index) => (id, index)).ToDictionary(s => s.id, s => s.index, StringComparer.Ordinal);
        var recommended = new HashSet<string>(StringComparer.Ordinal);

        // Rows of similar history length share a batch, so that little is padded; results go back to the rows' order.
        int[] order = [.. Enumerable.Range(0, rows.Count).OrderBy(i => rows[i].RecentSongIds?.Length ?? 0)];
        var ranked = new RankedRow[rows.Count];
        int done = 0;
        var gate = new Lock();
        InParallel(order.Chunk(BatchSize), threads, batch =>
        {
            var excluded = new HashSet<int>();
            var best = new int[Math.Min(protocol.K, songIds.Count)];
            var ofBatch = new HashSet<int>();
            score([.. batch.Select(i => rows[i])], [.. batch.Select(i => sentimentEmbeddings?[i])], (b, scores) =>
            {
                ListenerEvent row = rows[batch[b]];
                CheckNumbers(scores, method);
                int target = catalogue.GetValueOrDefault(row.SongId, -1);
                MarkExcluded(excluded, row, protocol.SeenSongs, catalogue, target);
                ranked[batch[b]] = Rank(row, target, target < 0 ? null : scores.MidRank(target, excluded));
                candidates?.Rank(batch[b], scores, catalogue, target);
                ofBatch.UnionWith(best.AsSpan(0, scores.Top(excluded, best)).ToArray());
            });
            lock (gate)
            {
                recommended.UnionWith(ofBatch.Select(i => songIds[i]));
                progress?.Report(done += batch.Length);
            }
        }, cancellation);

        Protocol filled = protocol with
        {
            Songs = songIds.Count,
            DataHash = protocol.DataHash.Length > 0 ? protocol.DataHash : DataHash.OfRows(rows),
        };
        return EvaluationResultBuilder.Build(method, filled, ranked, recommended);
    }

    /// <summary>Scores of the whole catalogue, row-major [rows, songs], row by row.</summary>
    internal static ScoreRows Dense(Func<IReadOnlyList<ListenerContext>, IReadOnlyList<float[]?>, float[]> score, int songs) =>
        (rows, embeddings, take) =>
        {
            float[] scores = score(rows, embeddings);
            for (int row = 0; row < rows.Count; row++)
            {
                take(row, SongScores.Dense(scores, row * songs, songs));
            }
        };

    /// <summary>As a loop would do it: what goes wrong in a batch comes out as it is.</summary>
    private static void InParallel(IEnumerable<int[]> batches, int threads, Action<int[]> work, CancellationToken cancellation)
    {
        try
        {
            Parallel.ForEach(batches, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, work);
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }

    private static RankedRow Rank(ListenerEvent row, int target, double? rank) => new()
    {
        UserId = row.UserId,
        Rank = rank,
        IsTargetKnown = target >= 0,
        IsRepeat = row.RecentSongIds?.Contains(row.SongId) ?? false,
        HasText = !string.IsNullOrWhiteSpace(row.Text),
        IsSessionStart = row.IsSessionStart,
    };

    /// <summary>Every comparison with NaN is false, so that a broken model would rank each target first.</summary>
    private static void CheckNumbers(SongScores scores, string method)
    {
        if (!scores.IsSparse && !float.IsFinite(TensorPrimitives.Sum(scores.Values)))
        {
            throw new MoodRecException($"'{method}' gave scores that are not finite numbers. The model is broken: train it again, with a lower learning rate.");
        }
    }

    private static void MarkExcluded(
        HashSet<int> excluded, ListenerEvent row, SeenSongPolicy policy, Dictionary<string, int> catalogue, int target)
    {
        excluded.Clear();
        if (policy == SeenSongPolicy.Included)
        {
            return;
        }

        foreach (string id in row.ExcludedSongIds ?? [])
        {
            if (catalogue.TryGetValue(id, out int song) && song != target)
            {
                excluded.Add(song);
            }
        }
    }
}
