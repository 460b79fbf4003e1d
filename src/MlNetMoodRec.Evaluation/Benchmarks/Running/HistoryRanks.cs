namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>What a method made of the test rows when it was told only a part of each history.</summary>
/// <param name="Songs">How many of each history's last songs it was told, at most.</param>
/// <param name="Ranks">The rank of each test row's target among all songs; null where the model does not know it.</param>
internal sealed record HistoryRanks(int Songs, IReadOnlyList<double?> Ranks);
