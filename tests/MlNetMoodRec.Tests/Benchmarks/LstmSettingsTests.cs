using MlNetMoodRec.Evaluation.Benchmarks;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Benchmarks;

/// <summary>The options that the LSTM and the GRU are chosen from.</summary>
[TestClass]
public class LstmSettingsTests
{
    [TestMethod]
    public void ForListeners_Eight_AreDistinctAndValidAndHoldTheDefault()
    {
        Assert.HasCount(8, LstmSettings.ForListeners.Distinct());
        CollectionAssert.Contains(LstmSettings.ForListeners.ToArray(), new MoodLstmOptions());
        foreach (MoodLstmOptions options in LstmSettings.ForListeners)
        {
            options.Validate();
        }
    }
}
