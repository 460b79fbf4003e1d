using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Tests.Scoring;

/// <summary>Compares two answers up to the rounding of float sums: songs of all but equal scores may change places.</summary>
internal static class AnswerAssert
{
    private const float Tolerance = 1e-4f;

    public static void AreSame(SongRecommendations expected, SongRecommendations actual, string where)
    {
        Assert.AreEqual(expected.Basis, actual.Basis, where);
        Assert.AreEqual(expected.Emotion, actual.Emotion, where);
        Assert.AreEqual(expected.Valence, actual.Valence, Tolerance, where);
        Assert.AreEqual(expected.Arousal, actual.Arousal, Tolerance, where);
        Assert.HasCount(expected.SongIds.Length, actual.SongIds, where);
        Assert.HasCount(expected.SongIds.Length, actual.Titles, where);
        Assert.HasCount(expected.SongIds.Length, actual.Scores, where);
        Assert.HasCount(expected.SongIds.Length, actual.LikeProbabilities, where);
        for (int i = 0; i < expected.SongIds.Length; i++)
        {
            Assert.AreEqual(expected.Scores[i], actual.Scores[i], Tolerance, $"{where}, place {i}");
            int there = Array.IndexOf(expected.SongIds, actual.SongIds[i]);
            if (there >= 0)
            {
                Assert.AreEqual(expected.Scores[there], actual.Scores[i], Tolerance, $"{where}, song {actual.SongIds[i]}");
                Assert.AreEqual(expected.LikeProbabilities[there], actual.LikeProbabilities[i], Tolerance, $"{where}, song {actual.SongIds[i]}");
                Assert.AreEqual(expected.Titles[there], actual.Titles[i], where);
            }
            else
            {
                Assert.AreEqual(expected.Scores[^1], actual.Scores[i], Tolerance, $"{where}, song {actual.SongIds[i]}, which only a tie at the end explains");
            }
        }
    }
}
