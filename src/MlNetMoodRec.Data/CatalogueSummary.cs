using System.Globalization;

namespace MlNetMoodRec.Data;

/// <summary>What a reader found in a file of songs, and what it left out. <see cref="ToString"/> prints it.</summary>
public sealed record CatalogueSummary
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The SHA-256 of the file's bytes, in lower-case hex.</summary>
    public required string DataHash { get; init; }

    /// <summary>How many rows the file holds.</summary>
    public long RowsRead { get; init; }

    /// <summary>How many songs it gives.</summary>
    public int Songs { get; init; }

    /// <summary>Rows left out because they have no id.</summary>
    public long WithoutId { get; init; }

    /// <summary>Rows left out because an earlier row has their id; the first one counts.</summary>
    public long Duplicates { get; init; }

    /// <summary>Rows left out because they could not be understood (only with <see cref="BadRowHandling.Skip"/>).</summary>
    public long BadRows { get; init; }

    /// <summary>How many songs have no title; their id stands for it.</summary>
    public int WithoutTitle { get; init; }

    /// <summary>The summary in one line.</summary>
    public override string ToString()
    {
        (string Reason, long Rows)[] counts =
        [
            ("without a title", WithoutTitle), ("rows without an id dropped", WithoutId), ("rows of a known id dropped", Duplicates),
            ("rows not understood", BadRows),
        ];
        IEnumerable<string> reasons = counts.Where(count => count.Rows > 0)
            .Select(count => string.Create(CultureInfo.InvariantCulture, $", {count.Rows:N0} {count.Reason}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{System.IO.Path.GetFileName(Path)}: {Songs:N0} songs of {RowsRead:N0} rows{string.Concat(reasons)}");
    }
}
