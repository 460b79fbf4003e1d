using Microsoft.ML.Transforms;

namespace MlNetMoodRec.Recommendation;

/// <summary><see cref="ListenerContextMapping"/> for chains in which a mood encoder comes before the recommender.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class ReadContextMapping : CustomMappingFactory<ReadContextMapping.Input, ListenerContextMapping.Output>
{
    public const string ContractName = "MlNetMoodRec.ReadListenerContext";

    public override Action<Input, ListenerContextMapping.Output> GetMapping() => Map;

    public static void Map(Input input, ListenerContextMapping.Output output) =>
        ListenerContextMapping.Map(input, output, input.HasText > 0 ? new MoodPoint(input.Valence, input.Arousal) : null);

    internal sealed class Input : ListenerContextMapping.Input
    {
        public float HasText { get; set; }

        public float Valence { get; set; }

        public float Arousal { get; set; }
    }
}
