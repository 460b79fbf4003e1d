using System.IO.Compression;
using System.Text.Json;
using MlNetMoodRec.Data;
using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Scoring;

/// <summary>
/// The unfinished work on an output, in a folder beside it: the answers and rejects so far, and how much of them is
/// durable. A chunk is flushed to the disk before the journal says so; after a kill the files are cut to what it says.
/// A Parquet file, which cannot be cut, is made beside the answers, and after a kill made again of them. One process at a
/// time.
/// </summary>
internal sealed class ScoringJournal : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private const int BufferSize = 1 << 16;

    private readonly string _output;
    private readonly FileStream _lock;
    private readonly FileStream? _answers;
    private readonly FileStream? _rejects;
    private readonly FileStream? _parquetFile;
    private readonly ParquetTableWriter<ScoredRow>? _parquet;

    private ScoringJournal(string output, FileStream held, ScoringState state, FileStream? answers, FileStream? rejects)
    {
        _output = output;
        _lock = held;
        State = state;
        _answers = answers;
        _rejects = rejects;
        if (AsideFile.FormatOf(output) == DataFormat.Parquet && File.Exists(AnswersPath))
        {
            _parquetFile = new FileStream(Path.Combine(FolderOf(output), "answers.parquet"), FileMode.Create, FileAccess.Write, FileShare.None, BufferSize);
            _parquet = ScoredRow.Writer.ToParquet(_parquetFile);
        }
    }

    public ScoringState State { get; private set; }

    /// <summary>Whether the output is in its place, so that the folder is no longer needed.</summary>
    public bool IsPlaced { get; set; }

    public static string FolderOf(string output) => output + ".part";

    /// <summary>The format of the answers until they are complete: Parquet files cannot be written in pieces.</summary>
    public static DataFormat FormatOf(string output) =>
        AsideFile.FormatOf(output) is DataFormat.Parquet ? DataFormat.JsonLines : AsideFile.FormatOf(output);

    public string AnswersPath => AnswersOf(_output);

    public string RejectsPath => RejectsOf(_output);

    /// <summary>Goes on with the work of an earlier run, or begins.</summary>
    /// <exception cref="MoodRecException">The earlier run was another one, or is still going on.</exception>
    public static ScoringJournal Open(string output, ScoringState fresh, bool restart)
    {
        string folder = FolderOf(output);
        Directory.CreateDirectory(folder);
        FileStream held = Lock(folder, output);
        try
        {
            ScoringState state = restart ? fresh : Read(folder) ?? fresh;
            string[] differences = [.. fresh.Identity.DifferencesFrom(state.Identity), .. fresh.Shard == state.Shard ? [] : new[] { $"shard {state.Shard}" }];
            if (differences.Length > 0)
            {
                throw new MoodRecException(
                    $"'{folder}' holds unfinished work with {string.Join(", ", differences)}. Run that command again to finish it, " +
                    "name another output, or give --restart to throw it away.");
            }

            // Complete answers are only moved, and may have been already.
            var journal = state.IsComplete
                ? new ScoringJournal(output, held, state, null, null)
                : new ScoringJournal(output, held, state, Cut(AnswersOf(output), state.AnswerBytes), Cut(RejectsOf(output), state.RejectBytes));
            journal.Recall();
            return journal;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Adds a chunk; when this returns it is durable.</summary>
    /// <returns>What is durable now.</returns>
    public ScoringState Append(IReadOnlyList<ScoredRow> rows, IReadOnlyList<RejectedRow> rejected, ScoringState state)
    {
        if (_answers is null || _rejects is null)
        {
            throw new InvalidOperationException("The answers are complete.");
        }

        if (DataFile.IsGzip(AnswersPath))
        {
            // A member of its own, so that the file can be cut at its end. Readers take all members as one.
            using GZipStream gzip = new(_answers, CompressionLevel.Optimal, leaveOpen: true);
            ScoredRow.Writer.Append(gzip, FormatOf(_output), rows, withHeader: State.Chunks == 0);
        }
        else
        {
            ScoredRow.Writer.Append(_answers, FormatOf(_output), rows, withHeader: State.Chunks == 0);
        }

        AddToParquet(rows);
        RejectedRow.Writer.Append(_rejects, DataFormat.JsonLines, rejected, withHeader: false);
        _answers.Flush(flushToDisk: true);
        _rejects.Flush(flushToDisk: true);
        Save(state with { AnswerBytes = _answers.Length, RejectBytes = _rejects.Length });
        return State;
    }

    /// <summary>Says durably that all rows are there.</summary>
    public void Complete() => Save(State with { IsComplete = true });

    /// <summary>The finished file of all answers, in the format of the output.</summary>
    public string Finish()
    {
        if (_parquet is null || _parquetFile is null)
        {
            return AnswersPath;
        }

        _parquet.Complete();
        _parquetFile.Dispose();
        return _parquetFile.Name;
    }

    /// <summary>Closes the files, so that they can be moved; the lock stays.</summary>
    public void CloseFiles()
    {
        // After a failed write closing tries it again, and fails again.
        try
        {
            _answers?.Dispose();
        }
        finally
        {
            _rejects?.Dispose();
        }
    }

    /// <summary>Closes the files. The folder goes when there is nothing in it to go on with.</summary>
    public void Dispose()
    {
        try
        {
            CloseFiles();
            _parquetFile?.Dispose();
        }
        finally
        {
            _lock.Dispose();
        }

        if ((State.Chunks == 0 || IsPlaced) && Directory.Exists(FolderOf(_output)))
        {
            Directory.Delete(FolderOf(_output), recursive: true);
        }
    }

    private void Recall()
    {
        if (_parquet is not null && State.Scored > 0)
        {
            AddToParquet(ScoredRow.Read(AnswersPath, DataFormat.JsonLines));
        }
    }

    private void AddToParquet(IEnumerable<ScoredRow> rows)
    {
        if (_parquet is not null)
        {
            foreach (ScoredRow row in rows)
            {
                _parquet.Add(row);
            }
        }
    }

    private static string RejectsOf(string output) => Path.Combine(FolderOf(output), "rejects.jsonl");

    private static string AnswersOf(string output) => Path.Combine(FolderOf(output), FormatOf(output) switch
    {
        DataFormat.Csv when DataFile.IsGzip(output) => "answers.csv.gz",
        DataFormat.Csv => "answers.csv",
        _ when DataFile.IsGzip(output) => "answers.jsonl.gz",
        _ => "answers.jsonl",
    });

    private static FileStream Lock(string folder, string output)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new MoodRecException($"'{output}' is being written by another run of this command ({e.Message}). Wait for it, or name another output.", e);
        }
    }

    private static ScoringState? Read(string folder)
    {
        string path = Path.Combine(folder, "state.json");
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<ScoringState>(File.ReadAllBytes(path), Json);
        }
        catch (JsonException e)
        {
            throw new MoodRecException($"'{path}' is not what this command wrote ({e.Message}). Give --restart to begin again.", e);
        }
    }

    private void Save(ScoringState state)
    {
        string path = Path.Combine(FolderOf(_output), "state.json");
        using (FileStream aside = new(path + ".new", FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(aside, state, Json);
            aside.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
        State = state;
    }

    private static FileStream Cut(string path, long length)
    {
        FileStream stream = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, BufferSize);
        if (stream.Length < length)
        {
            stream.Dispose();
            throw new MoodRecException($"'{path}' has lost what was written to it ({stream.Length} bytes of {length}). Give --restart to begin again.");
        }

        stream.SetLength(length);
        stream.Position = length;
        return stream;
    }
}
