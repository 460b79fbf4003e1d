using System.Diagnostics;
using MlNetMoodRec.Data.Tables;
using MlNetMoodRec.Mood;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Scoring;

/// <summary>
/// Scores a file of listeners with a model zip: what 'moodrec score' does. Memory stays the same however long the file
/// is. A run that was stopped, in whatever way, is continued by running it again: the output is the same, byte for byte,
/// as if it had not been stopped. The output appears under its name when it is complete.
/// </summary>
public sealed class ScoringJob
{
    /// <summary>Rows that are scored and made durable together: a kill loses the work on at most three of them.</summary>
    private const int RowsPerChunk = 4096;

    /// <summary>
    /// After so many chunks the remembered texts are forgotten. What is remembered changes the last digits of readings
    /// (a text shares its batch with others), so a continued run reads the texts of the current segment again.
    /// </summary>
    private const int ChunksPerSegment = 16;

    private readonly ScoringOptions _options;
    private readonly int _rowsPerChunk;

    /// <summary>Prepares a run.</summary>
    /// <exception cref="MoodRecException">An option is wrong.</exception>
    public ScoringJob(ScoringOptions options)
        : this(options, RowsPerChunk)
    {
    }

    internal ScoringJob(ScoringOptions options, int rowsPerChunk)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _rowsPerChunk = rowsPerChunk;
    }

    /// <summary>Scores what is not scored yet, and puts the output in its place.</summary>
    /// <param name="notes">Told in words what the run does: the columns it reads, and from where it goes on.</param>
    /// <param name="progress">Told how far it has come after each chunk.</param>
    /// <param name="cancellationToken">Stops the run; it can be continued.</param>
    /// <exception cref="MoodRecException">The model or the input cannot be used, or the output cannot be written.</exception>
    public ScoringSummary Run(Action<string>? notes = null, IProgress<ScoringProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var watch = Stopwatch.StartNew();
        using ContextReader reader = new(_options);
        var fresh = new ScoringState { Identity = ScoringIdentity.Of(_options), Shard = _options.Shard };
        using BatchScorer scorer = BatchScorer.Load(_options.Model, _options.Threads);
        double loading = watch.Elapsed.TotalSeconds;
        Tell(notes, reader, scorer);
        try
        {
            using ScoringJournal journal = ScoringJournal.Open(_options.Output, fresh, _options.Restart);
            ScoringState found = journal.State;
            if (found.Chunks > 0)
            {
                notes?.Invoke($"going on after row {found.RowsPassed} of '{_options.Input}'");
            }

            if (!found.IsComplete)
            {
                string[] early = [.. reader.UsedColumns];
                Score(reader, scorer, journal, new ScoringPace(progress), cancellationToken);
                journal.Complete();
                if (reader.UsedColumns.Except(early).ToArray() is { Length: > 0 } late)
                {
                    notes?.Invoke($"columns that came in later rows: {string.Join(", ", late)}");
                }
            }

            ScoringOutput.Finish(_options, journal);
            return new ScoringSummary
            {
                Output = _options.Output,
                Scored = journal.State.Scored,
                Rejected = journal.State.Rejected,
                Rejects = journal.State.Rejected > 0 ? RejectedRow.PathOf(_options.Output) : null,
                Resumed = found.RowsPassed,
                Seconds = watch.Elapsed.TotalSeconds,
                LoadingSeconds = loading,
            };
        }
        catch (Exception e) when (AsideFile.IsWriteFault(e))
        {
            throw new MoodRecException(
                $"'{_options.Output}' cannot be written: {e.Message} Run the same command again when it can: it goes on where it stopped.", e);
        }
    }

    private static void Tell(Action<string>? notes, ContextReader reader, BatchScorer scorer)
    {
        string[] unused = [.. reader.UnusedColumns];
        notes?.Invoke($"columns: {string.Join(", ", reader.UsedColumns)}{(unused.Length > 0 ? $"; not read: {string.Join(", ", unused)}" : "")}");
        if (!scorer.ReadsTexts)
        {
            notes?.Invoke("this model does not read texts; their words are not used");
        }
    }

    private void Score(ContextReader reader, BatchScorer scorer, ScoringJournal journal, ScoringPace pace, CancellationToken cancellation)
    {
        Recall(reader, scorer, journal.State, cancellation);

        // Also after a failure these two wait for their work: the files are closed next.
        using var readingThread = new WorkerThread("reading");
        using var writingThread = new WorkerThread("writing");

        // While a chunk is scored the next one and its texts are read, and the one before is written.
        ScoringState state = journal.State;
        Task<ReadChunk> reading = Read(state.Chunks);
        Task writing = Task.CompletedTask;
        for ((ScoringChunk chunk, IReadOnlyList<MoodReading>? moods) = reading.GetAwaiter().GetResult();
            chunk.Count > 0 || state.Chunks == 0;
            (chunk, moods) = reading.GetAwaiter().GetResult())
        {
            reading = Read(state.Chunks + 1);
            if (state.Chunks % ChunksPerSegment == 0)
            {
                state = state with { SegmentStart = state.RowsPassed };
            }

            SongRecommendations[] answers = scorer.Recommend(chunk.Contexts, moods, cancellation);
            writing.GetAwaiter().GetResult();
            state = journal.State with
            {
                SegmentStart = state.SegmentStart,
                RowsPassed = chunk.RowsPassed,
                Chunks = state.Chunks + 1,
                Scored = journal.State.Scored + answers.Length,
                Rejected = journal.State.Rejected + chunk.Rejected.Count,
            };

            // What the task below takes must not be the variables of the loop, which go on while it runs.
            ScoringState next = state;
            IReadOnlyList<RejectedRow> rejected = chunk.Rejected;
            ScoredRow[] rows = [.. chunk.Rows.Select((row, i) => new ScoredRow(row, chunk.Contexts[i].UserId, answers[i]))];
            writing = writingThread.Run(() => journal.Append(rows, rejected, next));
            pace.Report(state.Scored + state.Rejected, chunk.Share);
        }

        writing.GetAwaiter().GetResult();

        // The chunk after so many, and the moods of its texts.
        Task<ReadChunk> Read(int chunks) => readingThread.Run(() =>
        {
            if (chunks % ChunksPerSegment == 0)
            {
                scorer.ForgetTexts();
            }

            ScoringChunk chunk = reader.ReadChunk(_rowsPerChunk, cancellation);
            return new ReadChunk(chunk, scorer.ReadTexts(chunk.Contexts, cancellation));
        });
    }

    /// <summary>Passes what an earlier run did, and reads again the texts that it would remember now.</summary>
    private void Recall(ContextReader reader, BatchScorer scorer, ScoringState state, CancellationToken cancellation)
    {
        bool isAtSegment = state.Chunks % ChunksPerSegment == 0;
        reader.Skip(isAtSegment ? state.RowsPassed : state.SegmentStart, cancellation);
        while (reader.RowsPassed < state.RowsPassed)
        {
            scorer.ReadTexts(reader.ReadChunk(_rowsPerChunk, cancellation).Contexts, cancellation);
        }
    }

    private sealed record ReadChunk(ScoringChunk Chunk, IReadOnlyList<MoodReading>? Moods);
}
