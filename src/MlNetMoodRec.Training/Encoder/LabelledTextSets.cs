namespace MlNetMoodRec.Training.Encoder;

/// <summary>The labelled texts that an encoder is trained and tested on.</summary>
internal static class LabelledTextSets
{
    private static readonly string[] OpenSets = ["goemotions", "emobank"];

    /// <summary>Reads every set from a folder that holds one folder per set; or those with open terms alone.</summary>
    public static IReadOnlyList<LabelledTextSet> Read(string dataFolder, bool openOnly = false) =>
    [
        GoEmotionsReader.Read(Path.Combine(dataFolder, "goemotions")),
        .. openOnly
            ? Array.Empty<LabelledTextSet>()
            :
            [
                Sst2Reader.Read(Path.Combine(dataFolder, "sst2")),
                EmotionReader.Read(Path.Combine(dataFolder, "emotion")),
                TweetEvalReader.Read(Path.Combine(dataFolder, "tweeteval", "emotion")),
            ],
        EmoBankReader.Read(Path.Combine(dataFolder, "emobank")),
    ];

    /// <summary>Those of the sets whose terms allow any use.</summary>
    public static IReadOnlyList<LabelledTextSet> Open(IEnumerable<LabelledTextSet> sets) => [.. sets.Where(set => OpenSets.Contains(set.Name))];

    /// <summary>Reads the VADER lexicon from the same folder.</summary>
    public static VaderLexicon Lexicon(string dataFolder) => VaderLexicon.Load(Path.Combine(dataFolder, "vader-lexicon", "vader_lexicon.txt"));

    /// <summary>
    /// The sets without the training texts that also stand, up to case, punctuation and spacing, in the development or
    /// test part of any set or among the <see cref="SenseChecks"/>.
    /// </summary>
    public static IReadOnlyList<LabelledTextSet> WithoutLeaks(IReadOnlyList<LabelledTextSet> sets)
    {
        var heldOut = sets.SelectMany(set => set.Dev.Concat(set.Test)).Select(text => text.Text)
            .Concat(SenseChecks.All.Select(check => check.Text)).Select(Normalise).ToHashSet();
        return [.. sets.Select(set => set with { Train = [.. set.Train.Where(text => !heldOut.Contains(Normalise(text.Text)))] })];
    }

    private static string Normalise(string text)
    {
        string letters = string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
        return letters.Length > 0 ? letters : text.Trim();
    }
}
