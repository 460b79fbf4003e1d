using Microsoft.AspNetCore.Http.HttpResults;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Serving;

namespace MlNetMoodRec.Web.Api;

/// <summary><c>POST /mood</c>.</summary>
internal static class MoodEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/mood", AnswerAsync)
        .WithName("Mood")
        .WithSummary("The mood that the model reads in a text.")
        .ProducesProblem(StatusCodes.Status501NotImplemented)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<MoodAnswer>, ValidationProblem, ProblemHttpResult>> AnswerAsync(
        MoodRequest request, MoodRecEnginePool pool, MoodRecWebOptions options, CancellationToken cancellation)
    {
        Dictionary<string, string[]> errors = request.Errors(options);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var context = new ListenerContext { Text = request.Text, TopN = 1 };
        MoodAnswer? mood = await pool.AnswerAsync(
            lease => lease.Model.MoodReader is null ? null : MoodAnswer.Of(lease.Recommend(context)), cancellation);
        return mood is null
            ? TypedResults.Problem("The model that is being served reads no texts.", statusCode: StatusCodes.Status501NotImplemented)
            : TypedResults.Ok(mood);
    }
}
