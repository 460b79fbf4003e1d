using MlNetMoodRec.Mood;
using MlNetMoodRec.Training.Encoder.Import;

namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// What the encoder is trained to say about a text. All heads read the sentiment embedding; together they are one
/// linear layer of <see cref="Width"/> columns. The weights are chosen by hand.
/// </summary>
internal static class EncoderHeads
{
    /// <summary>The served emotion, from GoEmotions by its mapping, emotion and TweetEval.</summary>
    public static EncoderHead Mood { get; } = new("mood", 0, Emotions.Names, HeadLoss.Softmax, 0.5f);

    /// <summary>The labels of the data set emotion.</summary>
    public static EncoderHead Emotion { get; } =
        After(Mood, "emotion", ["sadness", "joy", "love", "anger", "fear", "surprise"], HeadLoss.Softmax, 1f);

    /// <summary>The labels of TweetEval's emotion task.</summary>
    public static EncoderHead TweetEval { get; } =
        After(Emotion, "tweeteval", ["anger", "joy", "optimism", "sadness"], HeadLoss.Softmax, 1f);

    /// <summary>The 28 labels of GoEmotions, any number of which may hold.</summary>
    public static EncoderHead GoEmotions { get; } = After(TweetEval, "goemotions", GoEmotionsLabels.Names, HeadLoss.Binary, 0.4f);

    /// <summary>Ekman's groups of the GoEmotions labels, any number of which may hold.</summary>
    public static EncoderHead Ekman { get; } = After(GoEmotions, "ekman", Emotions.Names, HeadLoss.Binary, 0.4f);

    /// <summary>SST-2: whether a film review is positive.</summary>
    public static EncoderHead Sst2 { get; } = After(Ekman, "sst2", ["positive"], HeadLoss.Binary, 1f);

    /// <summary>Whether the writer feels good, from every set that tells: 0 no, 0.5 neutral, 1 yes.</summary>
    public static EncoderHead Polarity { get; } = After(Sst2, "polarity", ["positive"], HeadLoss.Binary, 0.5f);

    /// <summary>EmoBank's valence and arousal, standardised by <see cref="EmoBankReader"/>.</summary>
    public static EncoderHead ValenceArousal { get; } = After(Polarity, "emobank", ["valence", "arousal"], HeadLoss.Squared, 1f);

    /// <summary>The score that the VADER lexicon gives the text: known for every text of a data set, used in training only.</summary>
    public static EncoderHead Lexicon { get; } = After(ValenceArousal, "lexicon", ["compound"], HeadLoss.Squared, 1f);

    /// <summary>
    /// The writer's valence and arousal on the circumplex, in [-1, 1]: where the emotion labels of a text lie on it, or what a
    /// check-in was made to say.
    /// </summary>
    public static EncoderHead Circumplex { get; } = After(Lexicon, "circumplex", ["valence", "arousal"], HeadLoss.Squared, 2f);

    public static IReadOnlyList<EncoderHead> All { get; } =
        [Mood, Emotion, TweetEval, GoEmotions, Ekman, Sst2, Polarity, ValenceArousal, Lexicon, Circumplex];

    /// <summary>The number of columns.</summary>
    public static int Width { get; } = All.Sum(head => head.Size);

    /// <summary>A row of targets of which nothing is known yet.</summary>
    public static float[] Unknown()
    {
        var targets = new float[Width];
        Array.Fill(targets, float.NaN);
        return targets;
    }

    /// <summary>Writes the mean place of emotion labels on the circumplex into a row of targets.</summary>
    public static void PlaceOnCircumplex(float[] targets, IReadOnlyCollection<string> labels)
    {
        Circumplex.Of(targets)[0] = labels.Average(label => LabelMood.Place(label).Valence);
        Circumplex.Of(targets)[1] = labels.Average(label => LabelMood.Place(label).Arousal);
    }

    private static EncoderHead After(EncoderHead previous, string name, IReadOnlyList<string> labels, HeadLoss loss, float weight) =>
        new(name, previous.Offset + previous.Size, labels, loss, weight);
}
