using MlNetMoodRec.Text;

namespace MlNetMoodRec.Training.Encoder.CheckIns;

/// <summary>
/// Words for feelings and things found in the training texts: those that follow "feel" or an adverb of degree there
/// and are in the VADER lexicon. Their valence is the lexicon's; their arousal is the mean over the labels of the texts that hold them.
/// </summary>
internal static class CheckInVocabulary
{
    // What a word counts as having been seen with an arousal of 0: rare words say little.
    private const double PriorTexts = 5;
    private const int FewestTexts = 6;

    // Milder words of the lexicon are as often no mood at all ("top", "fine").
    private const double MildestScore = 1.2;
    private const double LargestScore = 4;

    private static readonly HashSet<string> BeforeFeelings = ["feel", "feeling", "felt"];
    private static readonly HashSet<string> Adverbs = ["so", "very", "really", "pretty", "quite", "too", "rather", "how"];

    // In the lexicon, but after these words no name of a mood.
    private static readonly HashSet<string> Misleading =
        ["like", "no", "love", "pain", "joy", "pressure", "super", "sure", "damn", "well", "pretty", "fan", "interest", "hope", "care", "kind", "free",
         "hate", "enjoy", "enjoyed", "liked", "help", "hoping", "please", "lol", "appreciate", "cheered"];

    /// <summary>The words found, with the kinds <see cref="CheckInLists.Feeling"/> and <see cref="CheckInLists.Thing"/>, in ordinal order.</summary>
    public static IReadOnlyList<(string Kind, CheckInMood Word)> Find(IEnumerable<LabelledText> texts, VaderLexicon lexicon)
    {
        var seen = new SortedDictionary<string, Seen>(StringComparer.Ordinal);
        foreach (LabelledText text in texts)
        {
            string[] words = [.. BertWordPiece.SplitWords(text.Text)];
            float arousal = EncoderHeads.Circumplex.Of(text.Targets)[1];
            for (int i = 1; i < words.Length; i++)
            {
                bool graded = Adverbs.Contains(words[i - 1]);
                bool isFeeling = BeforeFeelings.Contains(words[graded && i > 1 ? i - 2 : i - 1]);
                if ((isFeeling || graded) && IsMood(words[i], lexicon))
                {
                    seen.TryAdd(words[i], new Seen());
                    seen[words[i]].Add(isFeeling, arousal);
                }
            }
        }

        return
        [
            .. seen.Where(word => word.Value.AsFeeling >= FewestTexts).Select(word => (CheckInLists.Feeling, Mood(word.Key, word.Value))),
            .. seen.Where(word => word.Value.AsThing >= FewestTexts && word.Value.AsThing > word.Value.AsFeeling)
                .Select(word => (CheckInLists.Thing, Mood(word.Key, word.Value))),
        ];

        CheckInMood Mood(string word, Seen texts) => new(
            word, Math.Sign(lexicon.Score(word)) * Math.Sqrt(Math.Abs(lexicon.Score(word)) / LargestScore), texts.Arousal / (texts.Known + PriorTexts));
    }

    // Words in -ly are mostly adverbs; the lists of our own have those that are not.
    private static bool IsMood(string word, VaderLexicon lexicon) =>
        Math.Abs(lexicon.Score(word)) >= MildestScore && !Misleading.Contains(word) && !word.EndsWith("ly", StringComparison.Ordinal);

    private sealed class Seen
    {
        public int AsFeeling { get; private set; }

        public int AsThing { get; private set; }

        public int Known { get; private set; }

        public double Arousal { get; private set; }

        public void Add(bool isFeeling, float arousal)
        {
            AsFeeling += isFeeling ? 1 : 0;
            AsThing += isFeeling ? 0 : 1;
            if (!float.IsNaN(arousal))
            {
                Known++;
                Arousal += arousal;
            }
        }
    }
}
