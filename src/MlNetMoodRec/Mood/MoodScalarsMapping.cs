using Microsoft.ML.Transforms;

namespace MlNetMoodRec.Mood;

/// <summary>Makes the graph's one-element vectors plain columns, so that they bind to numbers and texts.</summary>
[CustomMappingFactoryAttribute(ContractName)]
internal sealed class MoodScalarsMapping : CustomMappingFactory<MoodScalarsMapping.Input, MoodScalarsMapping.Output>
{
    public const string ContractName = "MlNetMoodRec.MoodScalars";

    public override Action<Input, Output> GetMapping() => Map;

    public static void Map(Input input, Output output)
    {
        output.Valence = input.Valence[0];
        output.Arousal = input.Arousal[0];
        output.Emotion = input.Emotion[0];
    }

    internal sealed class Input
    {
        public float[] Valence { get; set; } = [];

        public float[] Arousal { get; set; } = [];

        public string[] Emotion { get; set; } = [];
    }

    internal sealed class Output
    {
        public float Valence { get; set; }

        public float Arousal { get; set; }

        public string Emotion { get; set; } = "";
    }
}
