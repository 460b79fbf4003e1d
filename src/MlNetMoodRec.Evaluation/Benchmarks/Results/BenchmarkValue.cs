namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>A figure with its 95 % interval.</summary>
/// <param name="Mean">The figure.</param>
/// <param name="Low">Lower end; null where no interval is known.</param>
/// <param name="High">Upper end.</param>
public sealed record BenchmarkValue(double Mean, double? Low = null, double? High = null);
