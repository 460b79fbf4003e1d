using MlNetMoodRec.Data;
using MlNetMoodRec.Evaluation;
using MlNetMoodRec.Simulation;
using MlNetMoodRec.Training.Recommender;
using PublicApiGenerator;

namespace MlNetMoodRec.Tests.Api;

/// <summary>
/// The public API of each library, held against an approved file, so that a change of it is seen in review. After a change
/// that is meant:
/// <c>MOODREC_UPDATE_SNAPSHOTS=1 dotnet test -c Release tests/MlNetMoodRec.Tests --filter PublicApiTests</c>.
/// </summary>
[TestClass]
public sealed class PublicApiTests
{
    private static readonly ApiGeneratorOptions Options = new()
    {
        IncludeAssemblyAttributes = false,
        ExcludeAttributes = ["System.CodeDom.Compiler.GeneratedCodeAttribute"],
    };

    [TestMethod]
    [DataRow(typeof(MoodRecCatalog))]
    [DataRow(typeof(DataCatalog))]
    [DataRow(typeof(TrainersCatalog))]
    [DataRow(typeof(EvaluationExtensions))]
    [DataRow(typeof(SimulatedPlatform))]
    public void PublicApi_OfALibrary_IsTheApprovedOne(Type type) =>
        Snapshot.AssertMatches(type.Assembly.GetName().Name!, type.Assembly.GeneratePublicApi(Options).ReplaceLineEndings("\n") + "\n");
}
