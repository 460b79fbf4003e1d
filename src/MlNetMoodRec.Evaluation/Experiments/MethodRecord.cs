namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>A method's result with what comparisons need of it: the rank of every test row.</summary>
internal sealed record MethodRecord
{
    public required MethodResult Result { get; init; }

    public IReadOnlyList<RankedRow> Rows { get; init; } = [];

    /// <summary>The ranking with its values per listener; those of the rows that <paramref name="contains"/> names, or of all.</summary>
    public EvaluationResult? Ranking(Func<RankedRow, bool>? contains = null)
    {
        RankedRow[] rows = [.. Rows.Where(contains ?? (_ => true))];
        return Result.Ranking is { } ranking && rows.Length > 0
            ? EvaluationResultBuilder.Build(ranking.Method, ranking.Protocol, rows, new HashSet<string>())
            : null;
    }

    /// <summary>The song opens a session and there is a text to read the mood from.</summary>
    public static bool OpensSessionWithText(RankedRow row) => row.IsSessionStart && row.HasText;
}
