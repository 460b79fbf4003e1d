using MlNetMoodRec.Scoring;

namespace MlNetMoodRec.Tests.Scoring;

[TestClass]
public sealed class UserShardTests
{
    /// <summary>
    /// Outputs of shards that were scored with one version are merged with another, and other programs split data the same
    /// way, so these values never change. In Python:
    /// <c>int.from_bytes(hashlib.sha256(user.encode()).digest()[:8], "big") % n + 1</c>.
    /// </summary>
    [TestMethod]
    [DataRow("", 1, 5, 653)]
    [DataRow("u1", 1, 3, 43)]
    [DataRow("u2", 2, 8, 256)]
    [DataRow("listener-42", 2, 4, 548)]
    [DataRow("ünïcode 🎉", 2, 6, 606)]
    [DataRow("874", 1, 5, 885)]
    public void Of_AListener_NeverChanges(string user, int of2, int of8, int of1000)
    {
        Assert.AreEqual(1, UserShard.Of(user, 1));
        Assert.AreEqual(of2, UserShard.Of(user, 2));
        Assert.AreEqual(of8, UserShard.Of(user, 8));
        Assert.AreEqual(of1000, UserShard.Of(user, 1000));
    }

    [TestMethod]
    public void Of_ManyListeners_AreSplitEvenly()
    {
        int[] counts = [.. Enumerable.Range(0, 8000).Select(i => UserShard.Of($"user-{i}", 8)).GroupBy(s => s).OrderBy(g => g.Key).Select(g => g.Count())];

        Assert.HasCount(8, counts);
        Assert.IsTrue(counts.All(count => Math.Abs(count - 1000) < 130), string.Join(", ", counts));
    }

    [TestMethod]
    [DataRow("0/4")]
    [DataRow("5/4")]
    [DataRow("1/0")]
    [DataRow("-1/4")]
    [DataRow("1")]
    [DataRow("1/2/3")]
    [DataRow("")]
    [DataRow("one/two")]
    public void TryParse_NoPartOfAWhole_IsRefused(string text) => Assert.IsFalse(UserShard.TryParse(text, out _));

    [TestMethod]
    public void TryParse_APart_RoundTrips()
    {
        Assert.IsTrue(UserShard.TryParse("3/8", out UserShard shard));
        Assert.AreEqual("3/8", shard.ToString());
    }
}
