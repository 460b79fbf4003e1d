using Microsoft.AspNetCore.Http.HttpResults;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Serving;

namespace MlNetMoodRec.Web.Api;

/// <summary><c>POST /recommend</c>.</summary>
internal static class RecommendEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/recommend", AnswerAsync)
        .WithName("Recommend")
        .WithSummary("Songs that fit how a listener feels and what they have been hearing.")
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<RecommendAnswer>, ValidationProblem>> AnswerAsync(
        RecommendRequest request, MoodRecEnginePool pool, SongCatalogues catalogues, MoodRecWebOptions options, CancellationToken cancellation)
    {
        Dictionary<string, string[]> errors = request.Errors(options);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        return TypedResults.Ok(request.Explain
            ? await pool.ExplainAsync(
                request.ToContext(), (explanation, model) => Writer(request, model, catalogues).Write(explanation), cancellation)
            : await pool.AnswerAsync(lease => Answer(request, lease, Writer(request, lease.Model, catalogues)), cancellation));
    }

    private static AnswerWriter Writer(RecommendRequest request, MoodRecModel model, SongCatalogues catalogues) =>
        new(request, catalogues.Of(model.Catalogue), readsText: model.MoodReader is not null);

    private static RecommendAnswer Answer(RecommendRequest request, MoodRecEngineLease lease, AnswerWriter writer)
    {
        SongRecommendations answer = lease.Recommend(request.ToContext());
        return writer.Write(
            answer, request.CompareWithoutText && writer.TextWasRead ? lease.Recommend((request with { Text = "" }).ToContext()) : null);
    }
}
