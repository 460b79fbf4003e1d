using System.Text.Json.Nodes;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>Options that were tried on the validation part.</summary>
/// <param name="Options">The options.</param>
/// <param name="Validation">What the choice is made by, as the mean over validation rows; larger is better.</param>
public sealed record BenchmarkTrial(JsonObject Options, double Validation);
