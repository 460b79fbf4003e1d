using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Scoring;

/// <summary>Rows that are scored and written together.</summary>
/// <param name="Rows">The number of each context's row in the file, from 1.</param>
/// <param name="Contexts">The contexts.</param>
/// <param name="Rejected">The rows that could not be understood.</param>
/// <param name="RowsPassed">How many rows of the file were passed with the chunk.</param>
/// <param name="Share">How much of the file that is, in [0, 1].</param>
internal sealed record ScoringChunk(
    IReadOnlyList<long> Rows,
    IReadOnlyList<ListenerContext> Contexts,
    IReadOnlyList<RejectedRow> Rejected,
    long RowsPassed,
    double Share)
{
    public int Count => Contexts.Count + Rejected.Count;
}
