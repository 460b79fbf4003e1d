namespace MlNetMoodRec.Data.Tables;

/// <summary>A row that cannot be understood. The reader that catches it skips the row, or stops and names file and line.</summary>
internal sealed class BadRowException(string problem) : Exception(problem)
{
    public BadRowException(string column, string meaning, string expected, Cell found)
        : this($"column '{column}' ({meaning}): expected {expected}, found {found.Describe()}")
    {
    }
}
