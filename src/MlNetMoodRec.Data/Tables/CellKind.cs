namespace MlNetMoodRec.Data.Tables;

/// <summary>The kind of value that a file holds in one column of one row.</summary>
internal enum CellKind
{
    Missing,
    Text,
    Number,
    Boolean,
    Time,
    Structure,
}
