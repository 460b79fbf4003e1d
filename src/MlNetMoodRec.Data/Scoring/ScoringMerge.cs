using System.Diagnostics;
using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Scoring;

/// <summary>Joins the outputs of all shards into one file, in the order of the input: what 'moodrec merge' does.</summary>
public static class ScoringMerge
{
    private const int RowsPerReport = 1 << 13;

    /// <summary>Checks that the parts belong together and are whole, and joins them.</summary>
    /// <param name="parts">The outputs of 'moodrec score --shard i/n', one for each i, in any order.</param>
    /// <param name="output">The file to write: .csv, .jsonl (also .gz) or .parquet, whatever the parts are.</param>
    /// <param name="progress">Told how far it has come.</param>
    /// <param name="cancellationToken">Stops the run; no file is left.</param>
    /// <exception cref="MoodRecException">A part is missing, given twice, damaged, or of another run.</exception>
    public static ScoringSummary Run(
        IReadOnlyList<string> parts,
        string output,
        IProgress<ScoringProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var watch = Stopwatch.StartNew();
        AsideFile.FormatOf(output);
        AsideFile.CheckPlace(output);
        if (parts.Any(part => Path.GetFullPath(part) == Path.GetFullPath(output)))
        {
            throw new MoodRecException($"'{output}' is one of the parts as well: name another file to write.");
        }

        (string Path, ShardManifest Manifest)[] shards = [.. parts.Select(part => (part, ShardManifest.Read(part)))];
        Check(shards);

        long scored = shards.Sum(shard => shard.Manifest.Scored);
        long rejected = shards.Sum(shard => shard.Manifest.Rejected);
        IEnumerable<ScoredRow> rows = InOrder(
            [.. shards.Where(s => s.Manifest.Scored > 0).Select(s => Counted(s.Path, s.Manifest.Scored, ScoredRow.Read(s.Path, AsideFile.FormatOf(s.Path))))],
            row => row.Row);
        IEnumerable<RejectedRow> rejects = InOrder(
            [.. shards.Where(s => s.Manifest.Rejected > 0).Select(s => Counted(s.Path, s.Manifest.Rejected, RejectedRow.Read(RejectedRow.PathOf(s.Path))))],
            row => row.Row);

        // The file comes last: where it is, so is what belongs to it.
        File.Delete(ShardManifest.PathOf(output));
        File.Delete(RejectedRow.PathOf(output));
        try
        {
            if (rejected > 0)
            {
                RejectedRow.Writer.Write(RejectedRow.PathOf(output), rejects, null, cancellationToken);
            }

            ScoredRow.Writer.Write(output, Watch(rows, scored, watch, progress, cancellationToken), null, cancellationToken);
        }
        catch
        {
            File.Delete(RejectedRow.PathOf(output));
            throw;
        }

        return new ScoringSummary
        {
            Output = output,
            Scored = scored,
            Rejected = rejected,
            Rejects = rejected > 0 ? RejectedRow.PathOf(output) : null,
            Seconds = watch.Elapsed.TotalSeconds,
        };
    }

    private static void Check((string Path, ShardManifest Manifest)[] shards)
    {
        if (shards.Length == 0)
        {
            throw new MoodRecException("There is nothing to merge: name the outputs of 'moodrec score --shard i/n'.");
        }

        (string firstPath, ShardManifest first) = shards[0];
        foreach ((string path, ShardManifest manifest) in shards)
        {
            string[] differences = [.. first.Identity.DifferencesFrom(manifest.Identity)];
            if (differences.Length > 0)
            {
                throw new MoodRecException(
                    $"'{path}' does not belong to '{firstPath}': it was scored with {string.Join(", ", differences)}. Score the shards with the same model, input and options.");
            }
        }

        int[] given = [.. shards.Select(shard => shard.Manifest.Shard.Index)];
        int[] missing = [.. Enumerable.Range(1, first.Identity.Shards).Except(given)];
        int[] twice = [.. given.GroupBy(i => i).Where(group => group.Count() > 1).Select(group => group.Key)];
        if (missing.Length > 0 || twice.Length > 0)
        {
            string[] faults =
            [
                .. missing.Length > 0 ? [$"shard {string.Join(", ", missing)} is missing"] : Array.Empty<string>(),
                .. twice.Length > 0 ? [$"shard {string.Join(", ", twice)} is given more than once"] : Array.Empty<string>(),
            ];
            throw new MoodRecException($"Not every one of the {first.Identity.Shards} shards is given once: {string.Join("; ", faults)}.");
        }

        foreach ((string path, ShardManifest manifest) in shards)
        {
            if (manifest.Sha256.Length > 0 && DataFile.Sha256(path) != manifest.Sha256)
            {
                throw new MoodRecException($"'{path}' is not as it was written: it was cut off or changed. Copy it again, or score the shard again.");
            }
        }
    }

    private static IEnumerable<T> Counted<T>(string path, long expected, IEnumerable<T> rows)
    {
        long count = 0;
        foreach (T row in rows)
        {
            count++;
            yield return row;
        }

        if (count != expected)
        {
            throw new MoodRecException($"'{path}' or its rejects hold {count} rows; expected {expected}. Score the shard again.");
        }
    }

    /// <summary>Rows of several files, each in order, in one order.</summary>
    private static IEnumerable<T> InOrder<T>(IReadOnlyList<IEnumerable<T>> files, Func<T, long> rowOf)
    {
        List<IEnumerator<T>> open = [];
        try
        {
            PriorityQueue<IEnumerator<T>, long> heads = new();
            foreach (IEnumerator<T> file in files.Select(rows => rows.GetEnumerator()))
            {
                open.Add(file);
                if (file.MoveNext())
                {
                    heads.Enqueue(file, rowOf(file.Current));
                }
            }

            long last = 0;
            while (heads.TryDequeue(out IEnumerator<T>? file, out long row))
            {
                yield return row > last ? file.Current : throw new MoodRecException($"Row {row} comes twice, or out of order: the parts do not belong together.");
                last = row;
                if (file.MoveNext())
                {
                    heads.Enqueue(file, rowOf(file.Current));
                }
            }
        }
        finally
        {
            open.ForEach(file => file.Dispose());
        }
    }

    private static IEnumerable<ScoredRow> Watch(
        IEnumerable<ScoredRow> rows, long all, Stopwatch watch, IProgress<ScoringProgress>? progress, CancellationToken cancellation)
    {
        long count = 0;
        foreach (ScoredRow row in rows)
        {
            yield return row;
            if (++count % RowsPerReport == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                double seconds = watch.Elapsed.TotalSeconds;
                progress?.Report(new ScoringProgress(count, count / (double)all, count / seconds, TimeSpan.FromSeconds(seconds * (all - count) / count)));
            }
        }
    }
}
