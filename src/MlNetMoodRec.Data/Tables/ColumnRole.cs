namespace MlNetMoodRec.Data.Tables;

/// <summary>A thing that a reader looks for in a file.</summary>
/// <param name="Key">Its key in a mapping.</param>
/// <param name="Names">The usual names of its column, likeliest first; compared without case, blanks, '_' and '-'.</param>
/// <param name="IsRequired">Whether a file without it cannot be used.</param>
internal sealed record ColumnRole(string Key, string[] Names, bool IsRequired = false);
