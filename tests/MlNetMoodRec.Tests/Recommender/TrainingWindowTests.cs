using CsCheck;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Recommender;

[TestClass]
public sealed class TrainingWindowTests
{
    [TestMethod]
    public void Cut_AnySequence_PredictsEveryTargetOnceWithEnoughContext()
    {
        Gen.Select(Gen.Int[1, 200], Gen.Int[0, 199], Gen.Int[1, 60], Gen.Bool).Sample((length, prefix, history, first) =>
        {
            ListeningSequence sequence = Sequence(length, Math.Min(prefix, length - 1));
            List<TrainingWindow> windows = TrainingWindow.Cut([sequence], history, _ => first);

            int from = Math.Max(sequence.FirstTarget, first ? 0 : 1);
            var targets = windows.SelectMany(w => Enumerable.Range(w.FirstTarget, w.LastTarget - w.FirstTarget + 1));
            return targets.SequenceEqual(Enumerable.Range(from, length - from))
                && windows.All(w => w.Length <= history && w.Start >= 0)
                && windows.All(w => w.FirstTarget - w.Start >= Math.Min(w.FirstTarget, (history + 1) / 2));
        });
    }

    [TestMethod]
    public void Cut_OneRowWithLongHistory_ReadsTheLatestSongs()
    {
        TrainingWindow window = TrainingWindow.Cut([Sequence(101, 100)], 50, _ => false).Single();

        Assert.AreEqual(50, window.Start);
        Assert.AreEqual(100, window.FirstTarget);
        Assert.AreEqual(100, window.LastTarget);
    }

    private static ListeningSequence Sequence(int length, int prefix) => new()
    {
        UserId = "u",
        Songs = new int[length],
        Feedback = new float[length],
        Valence = new float[length],
        ElapsedHours = new float[length],
        TextHours = new float[length],
        Texts = new int[length],
        Excluded = new HashSet<int>?[length],
        FirstTarget = prefix,
    };
}
