using MlNetMoodRec.Evaluation.Search;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Evaluation.Search;

[TestClass]
public sealed class SearchSpaceTests
{
    [TestMethod]
    public void Draw_ManyTrials_CoverTheRangesOfTheIssue()
    {
        var start = new MoodLstmOptions { Layers = 1 };

        IReadOnlyList<MoodLstmOptions> trials = new SearchSpace().Draw(start, 2_000, seed: 1);

        Assert.AreEqual(start, trials[0]);
        double[] rates = [.. trials.Skip(1).Select(t => t.LearningRate).Order()];
        Assert.IsTrue(rates[0] >= 1e-4 && rates[^1] <= 1e-2);
        // Log-uniform: half of them lie below the geometric mean, not below the middle.
        Assert.AreEqual(1e-3, rates[rates.Length / 2], 2e-4);
        Assert.AreEqual((64, 256), (trials.Min(t => t.Units), trials.Max(t => t.Units)));
        Assert.IsTrue(trials.Skip(1).All(t => t.Units % 16 == 0 && t.Dropout is >= 0 and <= 0.5 && t.Layers == 1));
        foreach (MoodLstmOptions trial in trials)
        {
            trial.Validate();
        }
    }

    [TestMethod]
    public void Draw_MoreTrials_BeginWithTheSame()
    {
        var space = new SearchSpace();

        IReadOnlyList<MoodLstmOptions> few = space.Draw(new MoodLstmOptions(), 5, seed: 3);
        IReadOnlyList<MoodLstmOptions> more = space.Draw(new MoodLstmOptions(), 9, seed: 3);

        CollectionAssert.AreEqual(few.ToArray(), more.Take(5).ToArray());
        CollectionAssert.AreNotEqual(few.ToArray(), space.Draw(new MoodLstmOptions(), 5, seed: 4).ToArray());
    }

    [TestMethod]
    public void Draw_WithoutTheMood_LeavesItsDimensionAlone()
    {
        IReadOnlyList<MoodLstmOptions> trials = new SearchSpace().Draw(new MoodLstmOptions { UseMood = false }, 20, seed: 1);

        Assert.AreEqual(1, trials.Select(t => t.MoodDimension).Distinct().Count());
    }

    [TestMethod]
    public void Validate_SeveralWrongValues_NamesThemAll()
    {
        string options = Message(new SearchOptions { Trials = 1, Epochs = 2, MinEpochs = 3, Reduction = 1, Parallel = -1 }.Validate);
        string ranges = Message(new SearchSpace { Dropout = new(0.5, 0.1), LearningRate = new(0, 1) { Logarithmic = true }, Units = new(1, 2) { Step = -1 } }.Validate);

        foreach (string part in (string[])["Trials is 1", "MinEpochs is 3", "Reduction is 1", "Parallel is -1"])
        {
            StringAssert.Contains(options, part);
        }

        foreach (string part in (string[])["Dropout is from 0.5 to 0.1", "LearningRate is logarithmic from 0", "Units is in steps of -1"])
        {
            StringAssert.Contains(ranges, part);
        }

        StringAssert.Contains(Message(new SearchSpace { Dropout = new(0, 1) }.Validate), "Dropout is 1");
    }

    private static string Message(Action validate) => Assert.ThrowsExactly<MoodRecException>(validate).Message;
}
