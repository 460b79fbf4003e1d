using Microsoft.ML.Transforms;

namespace MlNetMoodRec.Recommendation;

/// <summary>Makes the graph's one-element vector <see cref="RecommenderColumns.Basis"/> a plain text column.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class BasisMapping : CustomMappingFactory<BasisMapping.Input, BasisMapping.Output>
{
    public const string ContractName = "MlNetMoodRec.Basis";

    public override Action<Input, Output> GetMapping() => Map;

    public static void Map(Input input, Output output) => output.Basis = input.Basis is [var basis, ..] ? basis : "";

    internal sealed class Input
    {
        public string[]? Basis { get; set; }
    }

    internal sealed class Output
    {
        public string Basis { get; set; } = "";
    }
}
