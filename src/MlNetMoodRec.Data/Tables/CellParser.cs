using System.Globalization;

namespace MlNetMoodRec.Data.Tables;

/// <summary>Reads ids, numbers, times and feedback out of cells, in the same way for every file format.</summary>
internal static class CellParser
{
    /// <summary>
    /// Unix times from here on are milliseconds: as seconds it is the year 5138, as milliseconds March 1973.
    /// </summary>
    private const double FirstMilliseconds = 1e11;

    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-dd HH:mmK",
    ];

    /// <summary>An id, or null where there is none. '874.0', which tools write for a number in a column with gaps, is '874'.</summary>
    public static string? Id(Cell cell)
    {
        if (cell.IsMissing || cell.Kind is CellKind.Structure or CellKind.Time)
        {
            return null;
        }

        string id = cell.Text.Trim();
        int point = id.IndexOf('.', StringComparison.Ordinal);
        return point > 0
            && !id.AsSpan(0, point).ContainsAnyExceptInRange('0', '9')
            && id.Length > point + 1
            && !id.AsSpan(point + 1).ContainsAnyExcept('0')
            ? id[..point]
            : id;
    }

    /// <summary>A number; NaN counts as a missing value and is refused here like every number that is not finite.</summary>
    public static bool TryNumber(Cell cell, out double number)
    {
        number = 0;
        return cell.Kind is CellKind.Text or CellKind.Number
            && double.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    /// <summary>A finite number of single precision, exactly as it was written from one.</summary>
    public static bool TrySingle(string text, out float number) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && float.IsFinite(number);

    /// <summary>Whether the cell is empty, or a NaN, which is how tools write a missing number.</summary>
    public static bool IsMissingNumber(Cell cell) =>
        cell.IsMissing || (cell.Kind is CellKind.Text or CellKind.Number && cell.Text.Trim().Equals("NaN", StringComparison.OrdinalIgnoreCase));

    /// <summary>A time in UTC: unix seconds or milliseconds, or ISO 8601 (without an offset it is taken as UTC).</summary>
    public static bool TryTime(Cell cell, out DateTime time)
    {
        time = cell.Time;
        if (cell.Kind == CellKind.Time)
        {
            return true;
        }

        if (TryNumber(cell, out double number))
        {
            double milliseconds = Math.Abs(number) >= FirstMilliseconds ? number : number * 1000;
            bool isInRange = milliseconds >= -62_135_596_800_000 && milliseconds <= 253_402_300_799_999;
            time = isInRange ? DateTime.UnixEpoch.AddTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond)) : default;
            return isInRange;
        }

        return cell.Kind == CellKind.Text && DateTime.TryParseExact(
            cell.Text.AsSpan().Trim(),
            TimeFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out time);
    }

    /// <summary>Feedback in words or as a boolean: 1 for true, yes, like and play, 0 for false, no, dislike and skip.</summary>
    public static bool TryWord(Cell cell, out float feedback)
    {
        feedback = 0;
        if (cell.Kind is not (CellKind.Text or CellKind.Boolean))
        {
            return false;
        }

        float? value = cell.Text.Trim().ToLowerInvariant() switch
        {
            "true" or "yes" or "like" or "liked" or "play" or "played" => 1,
            "false" or "no" or "dislike" or "disliked" or "skip" or "skipped" => 0,
            _ => null,
        };
        feedback = value ?? 0;
        return value is not null;
    }
}
