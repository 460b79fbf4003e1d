using MlNetMoodRec.Training.Recommender;
using static TorchSharp.torch;

namespace MlNetMoodRec.Tests.Recommender;

[TestClass]
public sealed class MemoryVoiceTests
{
    private const int Enough = 20;

    private static readonly Dictionary<string, Func<ListeningSequences, MemoryVoice>> Voices = new()
    {
        ["successors"] = data => new SuccessorVoice(SongSuccessors.Count(data, Enough)),
        ["predecessors"] = data => new SuccessorVoice(SongSuccessors.Count(data, Enough, isBackward: true)),
        ["pairs"] = PairVoice.Count,
        ["repeats"] = _ => new RepeatVoice(),
    };

    /// <summary>
    /// What a voice says of a sequence that it was counted with, is what one that was counted without it says in serving.
    /// </summary>
    [TestMethod]
    [DataRow("successors")]
    [DataRow("predecessors")]
    [DataRow("pairs")]
    [DataRow("repeats")]
    public void Of_CountedSequence_IsWhatIsRecalledWithoutIt(string name)
    {
        using var scope = NewDisposeScope();
        string[] asked = ["s1", "s2", "s1", "s1", "s5", "s2", "s1", "s3", "s3", "s0", "s4", "s1", "s2", "s1", "s0"];
        ListeningSequences with = Read([.. Random(60), .. Events.Of("asked", asked)]);
        ListeningSequences without = ListeningSequences.Read(Events.View(Random(60)), with.Songs, withMood: false);
        using MemoryVoice counted = Voices[name](with);
        using MemoryVoice serving = Voices[name](without);

        VoiceShares said = counted.Of(with.Sequences.Single(s => s.UserId == "asked"));

        double sum = 0;
        for (int target = 1; target < asked.Length; target++)
        {
            long[] recent = [.. Enumerable.Range(0, MemoryVoice.RecentSongs).Select(age => age < target ? (long)with.Songs.Find(asked[target - 1 - age]) : 0)];
            (Tensor songs, Tensor shares, Tensor evidence) = serving.Recall(tensor(recent).unsqueeze(0));
            Tensor ofTarget = shares.mul(songs.eq(with.Songs.Find(asked[target]))).sum([2L]).squeeze(0);
            for (int source = 0; source < serving.Sources; source++)
            {
                int at = (target * serving.Sources) + source;
                Assert.AreEqual(ofTarget[source].item<float>(), said.Shares[at], 1e-5f, $"{asked[target]}, place {target}, source {source}");
                Assert.AreEqual(evidence[0, source].item<float>(), said.Evidence[at], 1e-5f, $"evidence, place {target}, source {source}");
                sum += said.Shares[at];
            }
        }

        Assert.IsGreaterThan(0.5, sum, "the voice has something to say");
    }

    /// <summary>a b is followed by c twice and by d once, x b by e.</summary>
    [TestMethod]
    public void Recall_TwoSongsInARow_NamesWhatFollowedThem()
    {
        using var scope = NewDisposeScope();
        ListeningSequences data = Read([.. Events.Of("u1", "a", "b", "c"), .. Events.Of("u2", "a", "b", "c"), .. Events.Of("u3", "a", "b", "d"), .. Events.Of("u4", "x", "b", "e")]);
        using PairVoice pairs = PairVoice.Count(data);

        Dictionary<string, float> After(params string[] latest)
        {
            long[] recent = [.. latest.Select(id => (long)data.Songs.Find(id)), .. new long[MemoryVoice.RecentSongs - latest.Length]];
            (Tensor songs, Tensor shares, _) = pairs.Recall(tensor(recent).unsqueeze(0));
            return songs.view(-1).data<long>().Zip(shares.reshape(-1).data<float>().ToArray()).Where(p => p.First > 0)
                .GroupBy(p => data.Songs.Ids[p.First - 1]).ToDictionary(g => g.Key, g => g.Sum(p => p.Second));
        }

        Assert.AreEqual(2 / 3f, After("b", "a")["c"], 1e-6f);
        Assert.AreEqual(1 / 3f, After("b", "a")["d"], 1e-6f);
        Assert.AreEqual(1, After("b", "x")["e"]);
        Assert.IsEmpty(After("b", "d"));
        Assert.IsEmpty(After("b"));
        Assert.IsEmpty(After());
    }

    [TestMethod]
    public void Recall_WhatCameBefore_LeavesTheLatestSongsOut()
    {
        using var scope = NewDisposeScope();
        ListeningSequences data = Read([.. Events.Of("u1", "a", "b"), .. Events.Of("u2", "c", "b")]);
        using var voice = new SuccessorVoice(SongSuccessors.Count(data, Enough, isBackward: true));
        long[] recent = [data.Songs.Find("b"), data.Songs.Find("a"), .. new long[MemoryVoice.RecentSongs - 2]];

        (Tensor songs, Tensor shares, _) = voice.Recall(tensor(recent).unsqueeze(0));

        Assert.AreEqual(0, shares.mul(songs.eq(data.Songs.Find("a"))).sum().item<float>());
        Assert.AreEqual(0.5f, shares.mul(songs.eq(data.Songs.Find("c"))).sum().item<float>(), 1e-6f);
    }

    private static ListeningSequences Read(IEnumerable<EncodedEvent> rows) => ListeningSequences.Read(Events.View(rows), [], withMood: false);

    private static IEnumerable<EncodedEvent> Random(int users)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, users).SelectMany(user => Events.Of($"u{user}", [.. Enumerable.Range(0, random.Next(2, 9)).Select(_ => $"s{random.Next(6)}")]))];
    }
}
