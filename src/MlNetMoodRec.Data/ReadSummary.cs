using System.Globalization;
using System.Text;

namespace MlNetMoodRec.Data;

/// <summary>What a reader found in a file of interactions, and what it left out. <see cref="ToString"/> prints it.</summary>
public sealed record ReadSummary
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The SHA-256 of the file's bytes, in lower-case hex.</summary>
    public required string DataHash { get; init; }

    /// <summary>How many rows the file holds.</summary>
    public long RowsRead { get; init; }

    /// <summary>How many of them became interactions.</summary>
    public long Kept { get; init; }

    /// <summary>Rows left out because they have no user.</summary>
    public long WithoutUser { get; init; }

    /// <summary>Rows left out because they have no song.</summary>
    public long WithoutSong { get; init; }

    /// <summary>Rows left out because the column of times is empty there.</summary>
    public long WithoutTime { get; init; }

    /// <summary>Rows left out because an earlier row is the same in user, song, time, feedback and text. Without times, every row is another event.</summary>
    public long Duplicates { get; init; }

    /// <summary>Rows left out because they could not be understood (only with <see cref="BadRowHandling.Skip"/>).</summary>
    public long BadRows { get; init; }

    /// <summary>Interactions whose feedback is missing; it counts as 1.</summary>
    public long WithoutFeedback { get; init; }

    /// <summary>How many interactions have a text.</summary>
    public long WithText { get; init; }

    /// <summary>How many different users were kept.</summary>
    public int Users { get; init; }

    /// <summary>How many different songs were kept.</summary>
    public int Songs { get; init; }

    /// <summary>The earliest time, in UTC; null for a file without times.</summary>
    public DateTime? FirstTime { get; init; }

    /// <summary>The latest time, in UTC; null for a file without times.</summary>
    public DateTime? LastTime { get; init; }

    /// <summary>The range of numeric feedback that was scaled to [0, 1]; null where feedback holds no numbers.</summary>
    public ValueRange? FeedbackRange { get; init; }

    /// <summary>The summary in a few lines.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        CultureInfo invariant = CultureInfo.InvariantCulture;
        text.AppendLine(invariant, $"{System.IO.Path.GetFileName(Path)}: {Kept:N0} interactions of {RowsRead:N0} rows, {Users:N0} users, {Songs:N0} songs");
        (string Reason, long Rows)[] dropped =
        [
            ("without a user", WithoutUser), ("without a song", WithoutSong), ("without a time", WithoutTime),
            ("duplicates", Duplicates), ("not understood", BadRows),
        ];
        string[] reasons = [.. dropped.Where(drop => drop.Rows > 0).Select(drop => string.Create(invariant, $"{drop.Rows:N0} {drop.Reason}"))];
        text.AppendLine(invariant, $"dropped: {(reasons.Length == 0 ? "none" : string.Join(", ", reasons))}");
        text.AppendLine(FirstTime is { } first && LastTime is { } last
            ? string.Create(invariant, $"time: {first:yyyy-MM-dd} to {last:yyyy-MM-dd}")
            : "time: none, the order of the file counts");
        string missing = WithoutFeedback > 0 ? string.Create(invariant, $", {WithoutFeedback:N0} without it count as 1") : "";
        text.AppendLine(invariant, $"feedback: {(FeedbackRange is { } range ? $"{range} scaled to 0..1" : "no numbers")}{missing}");
        text.AppendLine(invariant, $"text: {WithText:N0} interactions");
        text.Append(invariant, $"sha256: {DataHash}");
        return text.ToString();
    }
}
