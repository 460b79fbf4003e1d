using MlNetMoodRec.Training.Encoder;

namespace MlNetMoodRec.Tests.Encoder;

/// <summary>A few texts of every data set, and a network that learns them in seconds.</summary>
internal static class SmallTexts
{
    private static readonly Lazy<IReadOnlyList<LabelledTextSet>> Read = new(() =>
    [
        .. LabelledTextSets.Read(SharedData.Path("data")).Select(set => new LabelledTextSet(
            set.Name, [.. set.Train.Take(100)], [.. set.Dev.Take(30)], [.. set.Test.Take(30)])),
    ]);

    private static readonly Lazy<VaderLexicon> ReadLexicon = new(() => LabelledTextSets.Lexicon(SharedData.Path("data")));

    /// <summary>The first texts of every part of every set.</summary>
    public static IReadOnlyList<LabelledTextSet> Sets => Read.Value;

    public static VaderLexicon Lexicon => ReadLexicon.Value;

    public static DistilBertConfig Model { get; } = new()
    {
        VocabularySize = 400, Width = 16, Heads = 2, FeedForwardWidth = 32, Layers = 1, MaxPositions = 32,
    };
}
