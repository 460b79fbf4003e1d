namespace MlNetMoodRec.Training.Encoder;

/// <summary>
/// Short sentences of our own, with the sign of the valence that a person would read in them; sarcasm is left out. They
/// were written before any encoder was measured on them and are kept out of every training text.
/// </summary>
internal static class SenseChecks
{
    /// <summary>The sentences.</summary>
    public static IReadOnlyList<(string Text, int Sign)> All { get; } =
    [
        ("feeling great", 1), ("I'm so happy today", 1), ("best day ever!", 1), ("had a lovely walk in the sun", 1),
        ("so excited for the weekend", 1), ("thank you so much, you made my day", 1), ("i feel calm and relaxed", 1),
        ("not bad at all", 1), ("I'm not sad anymore", 1), ("can't complain, life is good", 1), ("nothing hurts today, finally", 1),
        ("no worries, all good", 1), ("I'm not worried about it any more", 1), ("couldn't be happier", 1), ("never felt better", 1),
        ("didn't hate it, actually quite fun", 1), ("it wasn't terrible, I kind of enjoyed it", 1), ("got the job 🎉", 1), ("😊", 1),
        ("love this song ❤️", 1), ("dancing in the kitchen 💃", 1), ("what a night 😍", 1), ("yay finally friday :)", 1),
        ("woke up smiling", 1), ("lunch with mum was really nice", 1), ("finished my thesis and i am proud of it", 1),
        ("im so grateful for my friends", 1), ("peaceful evening with tea and a book", 1), ("feelin good today", 1),
        ("this made me laugh so hard 😂", 1), ("je suis très heureux aujourd'hui", 1),
        ("I'm not happy", -1), ("i am so sad today", -1), ("can't sleep, everything hurts", -1), ("I hate this", -1),
        ("i miss her so much", -1), ("stressed about my exams", -1), ("I'm bored and lonely", -1), ("my dog died", -1),
        ("not feeling great", -1), ("this is not good", -1), ("I don't like any of this", -1),
        ("nothing makes me smile these days", -1), ("i dont feel good", -1), ("im not okay", -1), ("wouldn't call this a good day", -1),
        ("never been so unhappy", -1), ("hardly slept, feeling awful", -1), ("I can't stand this anymore", -1), ("no fun at all", -1),
        ("not angry, just sad", -1), ("😢", -1), ("so alone tonight 💔", -1), ("worst monday ever 😡", -1), ("ugh :(", -1),
        ("I failed the exam", -1), ("feeling down again", -1), ("scared of what comes next", -1), ("my head is killing me", -1),
        ("she left and i cry every night", -1), ("everyone is getting on my nerves", -1), ("anxious and cant focus", -1),
    ];
}
