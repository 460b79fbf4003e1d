using System.ComponentModel.DataAnnotations;
using MlNetMoodRec.Mood;

namespace MlNetMoodRec.Web.Api;

/// <summary>A word or emoji of <see cref="NamedMoods"/>, or null.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NamedMoodAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is null || NamedMoods.TryFind(value as string, out _, out _);
}
