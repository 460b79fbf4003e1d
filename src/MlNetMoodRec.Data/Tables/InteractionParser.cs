using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MlNetMoodRec.Data.Histories;

namespace MlNetMoodRec.Data.Tables;

/// <summary>Turns the rows of a table into interactions, and counts what it leaves out.</summary>
internal sealed class InteractionParser(Table table, InteractionReaderOptions options, ValueRange? range)
{
    private readonly IdTable _users = new();
    private readonly IdTable _songs = new();
    private readonly HashSet<RowKey> _seen = [];
    private bool _hasNumbers;
    private long _kept;
    private long _withoutUser;
    private long _withoutSong;
    private long _withoutTime;
    private long _duplicates;
    private long _withoutFeedback;
    private long _withText;
    private DateTime _first = DateTime.MaxValue;
    private DateTime _last = DateTime.MinValue;

    /// <summary>Rows that could be understood.</summary>
    public long Rows { get; private set; }

    public bool HasTimes { get; } = table.Has(InteractionReaderOptions.Time) && !table.TimesAreOrder;

    /// <summary>The interaction of the current row, or null where the row is left out.</summary>
    public Interaction? Parse()
    {
        string? user = CellParser.Id(table[InteractionReaderOptions.User]);
        string? song = CellParser.Id(table[InteractionReaderOptions.Song]);
        DateTime? time = Time();
        float? feedback = Feedback();
        string text = Text();
        TextTime textTime = text.Length == 0 ? options.TextTime : WhenWritten();
        Rows++;
        if (user is null || song is null || time is null)
        {
            _withoutUser += user is null ? 1 : 0;
            _withoutSong += user is not null && song is null ? 1 : 0;
            _withoutTime += user is not null && song is not null ? 1 : 0;
            return null;
        }

        Interaction interaction = new()
        {
            UserId = user, SongId = song, Time = time.Value, Feedback = feedback ?? 1, Text = text, TextTime = textTime,
        };
        return Count(interaction, feedback is null) ? interaction : null;
    }

    public ReadSummary Summarise(string path, string hash) => new()
    {
        Path = path,
        DataHash = hash,
        RowsRead = Rows + table.BadRows,
        Kept = _kept,
        WithoutUser = _withoutUser,
        WithoutSong = _withoutSong,
        WithoutTime = _withoutTime,
        Duplicates = _duplicates,
        BadRows = table.BadRows,
        WithoutFeedback = _withoutFeedback,
        WithText = _withText,
        Users = _users.Count,
        Songs = _songs.Count,
        FirstTime = HasTimes && _kept > 0 ? _first : null,
        LastTime = HasTimes && _kept > 0 ? _last : null,
        FeedbackRange = _hasNumbers ? range : null,
    };

    private bool Count(Interaction interaction, bool lacksFeedback)
    {
        RowKey key = new(
            _users.Add(interaction.UserId),
            _songs.Add(interaction.SongId),
            interaction.Time.Ticks,
            interaction.Feedback,
            Hash(interaction.Text),
            interaction.TextTime);

        // A file without times tells plays apart by their order alone.
        if (HasTimes && !_seen.Add(key))
        {
            _duplicates++;
            return false;
        }

        _kept++;
        _withoutFeedback += lacksFeedback && table.Has(InteractionReaderOptions.Feedback) ? 1 : 0;
        _withText += interaction.Text.Length > 0 ? 1 : 0;
        _first = interaction.Time < _first ? interaction.Time : _first;
        _last = interaction.Time > _last ? interaction.Time : _last;
        return true;
    }

    private DateTime? Time()
    {
        if (!table.Has(InteractionReaderOptions.Time))
        {
            return DateTime.UnixEpoch.AddSeconds(Rows);
        }

        Cell cell = table[InteractionReaderOptions.Time];
        return CellParser.IsMissingNumber(cell) ? null
            : CellParser.TryTime(cell, out DateTime time) ? time
            : throw Bad(InteractionReaderOptions.Time, "time", "unix seconds, unix milliseconds or ISO 8601", cell);
    }

    private float? Feedback()
    {
        Cell cell = table[InteractionReaderOptions.Feedback];
        if (CellParser.IsMissingNumber(cell))
        {
            return null;
        }

        if (CellParser.TryNumber(cell, out double number))
        {
            _hasNumbers = true;
            return range is { } scale && scale.Contains(number)
                ? scale.Scale(number)
                : throw Bad(InteractionReaderOptions.Feedback, "feedback", $"a number in {range}", cell);
        }

        return CellParser.TryWord(cell, out float feedback)
            ? feedback
            : throw Bad(InteractionReaderOptions.Feedback, "feedback", "a number, true or false, like or skip", cell);
    }

    private string Text()
    {
        Cell cell = table[InteractionReaderOptions.Text];
        return cell.IsMissing ? ""
            : cell.Kind == CellKind.Text ? cell.Text
            : throw Bad(InteractionReaderOptions.Text, "text", "a text", cell);
    }

    private TextTime WhenWritten()
    {
        Cell cell = table[InteractionReaderOptions.TextTimeColumn];
        return cell.IsMissing ? options.TextTime : cell.Text.Trim().ToLowerInvariant() switch
        {
            "before" => TextTime.Before,
            "after" => TextTime.After,
            _ => throw Bad(InteractionReaderOptions.TextTimeColumn, "text-time", "before or after", cell),
        };
    }

    private BadRowException Bad(int role, string meaning, string expected, Cell found) => new(table.NameOf(role), meaning, expected, found);

    /// <summary>Stands for the text when rows are compared, so that the texts of a large file need not be kept.</summary>
    private static long Hash(string text)
    {
        if (text.Length == 0)
        {
            return 0;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

    private readonly record struct RowKey(int User, int Song, long Ticks, float Feedback, long Text, TextTime TextTime);
}
