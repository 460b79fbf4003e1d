using System.Text.Json;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Recommendation;

namespace MlNetMoodRec.Tests.Evaluation;

[TestClass]
public sealed class EvaluationResultTests
{
    private static readonly EvaluationResult Result = RankingEvaluator.Evaluate(
        "test",
        ["a", "b"],
        (contexts, _) => [.. contexts.SelectMany(_ => new[] { 2f, 1f })],
        [new ListenerEvent { UserId = "u1", SongId = "a" }, new ListenerEvent { UserId = "u2", SongId = "b" }],
        null,
        new Protocol { Split = "leave-one-out", K = 1, Seed = 3, DataHash = "sha256:0123456789abcdef0123456789abcdef" });

    [TestMethod]
    public void ToJson_ReadBack_GivesTheSame()
    {
        EvaluationResult read = JsonSerializer.Deserialize<EvaluationResult>(Result.ToJson(), EvaluationJson.Options)!;

        Assert.AreEqual(Result.ToJson(), read.ToJson());
        Assert.AreEqual(Result.Protocol, read.Protocol);
        Assert.AreEqual(Result.Overall, read.Overall);
        Assert.AreEqual(0, read.Users.Count);
    }

    [TestMethod]
    public void ToJson_Result_HoldsTheProtocol()
    {
        JsonElement protocol = JsonDocument.Parse(Result.ToJson()).RootElement.GetProperty("protocol");

        Assert.AreEqual("leave-one-out", protocol.GetProperty("split").GetString());
        Assert.AreEqual("included", protocol.GetProperty("seenSongs").GetString());
        Assert.AreEqual(2, protocol.GetProperty("songs").GetInt32());
        Assert.AreEqual(3, protocol.GetProperty("seed").GetInt32());
    }

    [TestMethod]
    public void ToString_Result_IsATableWithTheProtocolBelow()
    {
        string expected =
            """
            test                         rows             HR@1           NDCG@1            MRR@1
            all rows                        2  0.5000 ± 0.5000  0.5000 ± 0.5000  0.5000 ± 0.5000
            without a mood text             2  0.5000 ± 0.5000  0.5000 ± 0.5000  0.5000 ± 0.5000
            within a session                2  0.5000 ± 0.5000  0.5000 ± 0.5000  0.5000 ± 0.5000
            1 different songs recommended (50.0 % of the catalogue); 0 targets unknown to the model (misses); 0 targets among the recent songs
            split leave-one-out; 2 rows of 2 users; candidates all songs (2); seen songs included; ties mid-rank; k 1; seed 3; data sha256:0123456789abcdef0
            """;

        Assert.AreEqual(expected, Result.ToString());
    }

    [TestMethod]
    public void DataHash_OfRows_DependsOnTargetsAndTheirOrder()
    {
        ListenerEvent a = new() { UserId = "u", SongId = "a" };
        ListenerEvent b = new() { UserId = "u", SongId = "b" };

        Assert.AreEqual(DataHash.OfRows([a, b]), DataHash.OfRows([a, b]));
        Assert.AreNotEqual(DataHash.OfRows([a, b]), DataHash.OfRows([b, a]));
    }
}
