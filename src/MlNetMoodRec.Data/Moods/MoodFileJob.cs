using System.Diagnostics;
using MlNetMoodRec.Data.Tables;
using MlNetMoodRec.Scoring;

namespace MlNetMoodRec.Mood;

/// <summary>
/// Reads the mood of many texts and writes it to a file: what 'moodrec mood --output' does. Memory stays the same
/// however many texts there are; texts of like length share a batch, and a text that comes again is not read again as
/// long as it is remembered. The output appears under its name when it is complete.
/// </summary>
public sealed class MoodFileJob
{
    private const int RowsPerChunk = 8192;

    private readonly MoodFileOptions _options;

    /// <summary>Prepares a run.</summary>
    /// <exception cref="MoodRecException">An option is wrong.</exception>
    public MoodFileJob(MoodFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
    }

    /// <summary>Reads the texts of <see cref="MoodFileOptions.Input"/>.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="progress">Told how far the run has come after each 8,192 rows.</param>
    /// <param name="cancellationToken">Stops the run; nothing is written then.</param>
    /// <exception cref="MoodRecException">The input cannot be used, or the output cannot be written.</exception>
    public ScoringSummary Run(MoodEncoder encoder, IProgress<ScoringProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        using Table table = new(
            _options.Input ?? throw new InvalidOperationException("The options name no input."), _options.Reader, _options.Reader.CreateMapping(withLabels: false));
        return Write(encoder, Texts(table), () => table.Share, progress, cancellationToken);
    }

    /// <summary>Reads texts that are given, one after the other; see the other overload.</summary>
    public ScoringSummary Run(
        MoodEncoder encoder, IEnumerable<string> texts, IProgress<ScoringProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(texts);
        return Write(encoder, texts.Select(text => ((string?)text, "")), () => 0, progress, cancellationToken);
    }

    /// <summary>The text of each row, or why it cannot be understood.</summary>
    private static IEnumerable<(string? Text, string Reason)> Texts(Table table)
    {
        string text = "";
        while (table.ReadOne(() => text = TextReaderOptions.ReadText(table), out BadRowException? bad))
        {
            yield return bad is null ? (text, "") : (null, table.Describe(bad));
        }
    }

    private ScoringSummary Write(
        MoodEncoder encoder,
        IEnumerable<(string? Text, string Reason)> texts,
        Func<double> share,
        IProgress<ScoringProgress>? progress,
        CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var pace = new ScoringPace(progress);
        var readings = new RememberedReadings(encoder);
        using var rejects = new RejectsFile(_options.Output);
        long passed = 0;
        IEnumerable<MoodRow> Rows()
        {
            foreach ((string? Text, string Reason)[] chunk in texts.Chunk(RowsPerChunk))
            {
                cancellation.ThrowIfCancellationRequested();
                long first = passed + 1;
                long[] rows = [.. Enumerable.Range(0, chunk.Length).Where(i => chunk[i].Text is not null).Select(i => first + i)];
                IReadOnlyList<MoodReading> read = readings.Read([.. chunk.Where(row => row.Text is not null).Select(row => row.Text!)], cancellation);
                rejects.Add(chunk.Select((row, i) => (row, i)).Where(row => row.row.Text is null).Select(row => new RejectedRow(first + row.i, row.row.Reason)));
                foreach ((long row, MoodReading reading) in rows.Zip(read))
                {
                    yield return new MoodRow(row, reading);
                }

                passed += chunk.Length;
                pace.Report(passed, share());
            }

            // Before the moods: where they are complete, so are the rejects.
            rejects.Place();
        }

        MoodRow.Writer(_options.Embedding).Write(_options.Output, Rows(), null, cancellation);
        return new ScoringSummary
        {
            Output = _options.Output,
            Scored = passed - rejects.Count,
            Rejected = rejects.Count,
            Rejects = rejects.Count > 0 ? RejectedRow.PathOf(_options.Output) : null,
            Seconds = watch.Elapsed.TotalSeconds,
        };
    }
}
