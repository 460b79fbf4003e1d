using MlNetMoodRec.Training.Recommender;
using static TorchSharp.torch;

namespace MlNetMoodRec.Tests.Recommender;

[TestClass]
public sealed class MemoryVoiceTests
{
    /// <summary>a b is followed by c twice and by d once, x b by e.</summary>
    private static readonly EncodedEvent[] Rows =
        [.. Events.Of("u1", "a", "b", "c"), .. Events.Of("u2", "a", "b", "c"), .. Events.Of("u3", "a", "b", "d"), .. Events.Of("u4", "x", "b", "e")];

    [TestMethod]
    public void Recall_TwoSongsInARow_NamesWhatFollowedThem()
    {
        ListeningSequences data = Read(Rows);
        using PairVoice pairs = PairVoice.Count(data.Sequences, data.Songs.Ids.Length);

        Dictionary<string, float> ab = Recall(pairs, data, "b", "a");
        Assert.AreEqual(2 / 3f, ab["c"], 1e-6f);
        Assert.AreEqual(1 / 3f, ab["d"], 1e-6f);
        Assert.HasCount(2, ab);
        Assert.AreEqual(1, Recall(pairs, data, "b", "x")["e"]);
        Assert.IsEmpty(Recall(pairs, data, "b", "d"));
        Assert.IsEmpty(Recall(pairs, data, "b"));
        Assert.IsEmpty(Recall(pairs, data));
    }

    [TestMethod]
    public void Recall_WhatCameBefore_LeavesTheLatestSongsOut()
    {
        ListeningSequences data = Read(Rows);
        using var voice = new SuccessorVoice(SongSuccessors.Count(data.Sequences, data.Songs.Ids.Length, 9, isBackward: true));

        // Four times something came right before b: a in three of them, and x.
        Assert.AreEqual(0.25f, Recall(voice, data, "b", "a")["x"], 1e-6f);
        Assert.IsFalse(Recall(voice, data, "b", "a").ContainsKey("a"));
        Assert.AreEqual(0.75f, Recall(voice, data, "b", "e")["a"], 1e-6f);
    }

    [TestMethod]
    public void Recall_Repeats_AreTheLatestSongs()
    {
        ListeningSequences data = Read(Rows);
        using var voice = new RepeatVoice();

        CollectionAssert.AreEquivalent((string[])["a", "b"], Recall(voice, data, "b", "a", "b").Keys);
        Assert.IsEmpty(Recall(voice, data));
    }

    private static Dictionary<string, float> Recall(MemoryVoice voice, ListeningSequences data, params string[] latest)
    {
        using var scope = NewDisposeScope();
        long[] recent = [.. latest.Select(id => (long)data.Songs.Find(id)), .. new long[MemoryVoice.RecentSongs - latest.Length]];
        (Tensor songs, Tensor shares, Tensor evidence) = voice.Recall(tensor(recent).unsqueeze(0));
        Assert.AreEqual(latest.Length > 0 && shares.sum().item<float>() > 0, evidence.sum().item<float>() > 0, "evidence is where something is said");
        return songs.reshape(-1).data<long>().ToArray().Zip(shares.reshape(-1).data<float>().ToArray()).Where(p => p.First > 0 && p.Second > 0)
            .GroupBy(p => data.Songs.Ids[p.First - 1]).ToDictionary(g => g.Key, g => g.Sum(p => p.Second));
    }

    private static ListeningSequences Read(IEnumerable<EncodedEvent> rows) => ListeningSequences.Read(Events.View(rows), [], withMood: false);
}
