using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Tests.Recommender;

[TestClass]
public sealed class SongSuccessorsTests
{
    /// <summary>a is followed by b (1) and c (1/2), by b again (1), and by c (1); b by c (1).</summary>
    private static readonly EncodedEvent[] Rows = [.. Events.Of("u1", "a", "b", "c"), .. Events.Of("u2", "a", "b"), .. Events.Of("u3", "a", "c")];

    [TestMethod]
    public void Table_PairsOfThreeListeners_HoldsEachSuccessorsShare()
    {
        ListeningSequences data = Read();
        SongSuccessors successors = Count(data, 2);

        (long[] songs, float[] shares) = successors.Table();

        (int a, int b, int c) = (data.Songs.Find("a"), data.Songs.Find("b"), data.Songs.Find("c"));
        Dictionary<long, float> OfSong(int song) => Enumerable.Range(song * 2, 2).Where(i => songs[i] > 0).ToDictionary(i => songs[i], i => shares[i]);
        Assert.AreEqual(2 / 3.5f, OfSong(a)[b], 1e-6f);
        Assert.AreEqual(1.5f / 3.5f, OfSong(a)[c], 1e-6f);
        Assert.AreEqual(1, OfSong(b)[c], 1e-6f);
        Assert.IsEmpty(OfSong(c));
        Assert.AreEqual(Math.Log(4.5), successors.Evidence()[a], 1e-6);
        Assert.AreEqual(0, successors.Evidence()[c]);
    }

    [TestMethod]
    public void Table_FewerThanThereAre_KeepsTheMostFrequent()
    {
        ListeningSequences data = Read();

        (long[] songs, float[] shares) = Count(data, 1).Table();

        Assert.AreEqual(data.Songs.Find("b"), songs[data.Songs.Find("a")]);
        Assert.AreEqual(2 / 3.5f, shares[data.Songs.Find("a")], 1e-6f);
    }

    [TestMethod]
    public void Table_Backward_HoldsWhatCameBefore()
    {
        ListeningSequences data = Read();

        (long[] songs, float[] shares) = Count(data, 1, isBackward: true).Table();

        (int a, int b, int c) = (data.Songs.Find("a"), data.Songs.Find("b"), data.Songs.Find("c"));
        Assert.AreEqual(0, songs[a], "nothing came before a");
        Assert.AreEqual((a, 1f), (songs[b], shares[b]));
        Assert.AreEqual(a, songs[c]);
        Assert.AreEqual(1.5f / 2.5f, shares[c], 1e-6f);
    }

    private static SongSuccessors Count(ListeningSequences data, int most, bool isBackward = false) =>
        SongSuccessors.Count(data.Sequences, data.Songs.Ids.Length, most, isBackward);

    private static ListeningSequences Read() => ListeningSequences.Read(Events.View(Rows), [], withMood: false);
}
